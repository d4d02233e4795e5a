import { useT } from '../../../i18n/use-t';
import type { TaskStateView } from '../../../protocol/descriptor-tables';
import { RichText } from '../rich-text';
import { ManualSection } from '../why/manual-section';
import { TaskBitmap } from './task-bitmap';

export interface TaskBitmapsProps {
  readonly tss: TaskStateView;
  readonly onShow: (address: bigint) => void;
}

/** What the bitmaps of the TSS allow: the ports above IOPL, and the vectors that an 8086 program handles itself. */
export function TaskBitmaps({ tss: { base, format, ports, redirection }, onShow }: TaskBitmapsProps) {
  const t = useT();
  return (
    <>
      <p className="table-note">
        <RichText text={t(ports === null ? 'processor.tables.noBitmap' : 'processor.tables.bitmap.portNote')} />{' '}
        <ManualSection title="I/O Permission Bit Map" />
      </p>
      {ports !== null && (
        <TaskBitmap
          bitmap={ports}
          base={base}
          name={t('processor.tables.ports')}
          unit={t('processor.tables.bitmap.ports')}
          meaning={(bit) => t(`processor.tables.bitmap.portSays.${bit}`)}
          onShow={onShow}
        />
      )}
      {format === '32-bit' && (
        <p className="table-note">
          <RichText text={t(`processor.tables.bitmap.${redirection === null ? 'vectorNotAsked' : 'vectorNote'}`)} />{' '}
          <ManualSection title="Class 3—Software Interrupt Handling in Virtual-8086 Mode" />
        </p>
      )}
      {redirection !== null && (
        <TaskBitmap
          bitmap={redirection}
          base={base}
          name={t('processor.tables.redirection')}
          unit={t('processor.tables.bitmap.vectors')}
          meaning={(bit) => t(`processor.tables.bitmap.vectorSays.${bit}`)}
          onShow={onShow}
        />
      )}
    </>
  );
}
