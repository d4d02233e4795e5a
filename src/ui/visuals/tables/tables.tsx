import { useT } from '../../../i18n/use-t';
import type { DescriptorTableView, TablesView } from '../../../protocol/descriptor-tables';
import { Term } from '../../widgets/term';
import { plainHex, shortHex } from '../hex';
import { RichText } from '../rich-text';
import { GateTable } from './gate-table';
import { SegmentDescriptorTable } from './segment-descriptor-table';
import { TaskBitmaps } from './task-bitmaps';
import { TaskState } from './task-state';
import './tables.css';

export interface TablesProps {
  readonly view: TablesView;
  /** Opens a linear address in the Memory panel. */
  readonly onShow: (address: bigint) => void;
}

/** The descriptor tables and the TSS that the processor uses, as they stand in memory. */
export function Tables({ view: { mode, gdt, ldt, tss, idt }, onShow }: TablesProps) {
  const t = useT();
  const place = ({ base, limit }: Pick<DescriptorTableView, 'base' | 'limit'>) => ({
    base: shortHex(base),
    limit: plainHex(limit),
  });
  const segmentNote =
    mode === 'real'
      ? t('processor.tables.realSegments')
      : mode === 'virtual-8086'
        ? t('processor.tables.virtualSegments')
        : null;
  return (
    <>
      <section aria-label={t('processor.tables.gdt')}>
        <h2>
          <Term id="descriptorTable">{t('processor.tables.gdt')}</Term>
        </h2>
        <Note text={t('processor.tables.at', place(gdt))} />
        {segmentNote !== null && <Note text={segmentNote} />}
        <SegmentDescriptorTable table={gdt} local={false} onShow={onShow} />
      </section>
      <section aria-label={t('processor.tables.ldt')}>
        <h2>
          <Term id="descriptorTable">{t('processor.tables.ldt')}</Term>
        </h2>
        {ldt === null ? (
          <Note text={t('processor.tables.noLdt')} />
        ) : (
          <>
            <Note text={t('processor.tables.selectedBy', { ...place(ldt), selector: plainHex(ldt.selector) })} />
            {segmentNote !== null && <Note text={segmentNote} />}
            <SegmentDescriptorTable table={ldt} local={true} onShow={onShow} />
          </>
        )}
      </section>
      <section aria-label={t('processor.tables.tss')}>
        <h2>
          <Term id="tss">{t('processor.tables.tss')}</Term>
        </h2>
        {tss === null ? (
          <Note text={t('processor.tables.noTss')} />
        ) : (
          <>
            <Note
              text={`${t('processor.tables.selectedBy', { ...place(tss), selector: plainHex(tss.selector) })} · ${t(`processor.tables.format.${tss.format}`)}`}
            />
            {mode === 'real' && <Note text={t('processor.tables.realTask')} />}
            <TaskState tss={tss} onShow={onShow} />
            <TaskBitmaps tss={tss} onShow={onShow} />
          </>
        )}
      </section>
      <section aria-label={t(mode === 'real' ? 'processor.tables.vectors' : 'processor.tables.idt')}>
        <h2>{mode === 'real' ? t('processor.tables.vectors') : <Term id="idt">{t('processor.tables.idt')}</Term>}</h2>
        <Note text={t('processor.tables.at', place(idt))} />
        <GateTable table={idt} onShow={onShow} />
      </section>
    </>
  );
}

function Note({ text }: { readonly text: string }) {
  return (
    <p className="table-note">
      <RichText text={text} />
    </p>
  );
}
