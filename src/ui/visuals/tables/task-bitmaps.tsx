import { useT } from '../../../i18n/use-t';
import type { BitmapView, TaskStateView } from '../../../protocol/descriptor-tables';
import { BitRunTable } from '../bitmaps/bit-run-table';
import { RichText } from '../rich-text';
import { ManualSection } from '../why/manual-section';

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
        <BitRunTable
          runs={ports.runs}
          leftOut={ports.leftOut}
          address={addressOf(base, ports)}
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
        <BitRunTable
          runs={redirection.runs}
          leftOut={redirection.leftOut}
          address={addressOf(base, redirection)}
          name={t('processor.tables.redirection')}
          unit={t('processor.tables.bitmap.vectors')}
          meaning={(bit) => t(`processor.tables.bitmap.vectorSays.${bit}`)}
          onShow={onShow}
        />
      )}
    </>
  );
}

/** Linear address of a bitmap's first byte. */
const addressOf = (base: bigint, { offset }: BitmapView): bigint | null =>
  offset === null ? null : BigInt.asUintN(64, base + BigInt(offset));
