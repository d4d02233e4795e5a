import { useT } from '../../../i18n/use-t';
import type { InterruptsView, LvtEntryView } from '../../../protocol/interrupts-view';
import { deliveryText } from './delivery-text';
import { lineName } from './line-names.table';
import { byteText, hasVector } from './vector-text';
import './controller-table.css';

/** The entries of the local vector table, decoded. */
export function LocalVectorTable({ entries }: { readonly entries: readonly LvtEntryView[] }) {
  const t = useT();
  return (
    <table className="controller-table" aria-label={t('interrupts.lvt.title')}>
      <thead>
        <tr>
          <th scope="col">{t('interrupts.lvt.entry')}</th>
          <th scope="col">{t('interrupts.lvt.vector')}</th>
          <th scope="col">{t('interrupts.lvt.delivery')}</th>
          <th scope="col">{t('interrupts.lvt.state')}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map(({ name, vector, masked, deliveryMode, level, remoteIrr }) => (
          <tr key={name} data-masked={masked}>
            <th scope="row">{t(`interrupts.lvt.name.${name}`)}</th>
            <td>{hasVector(deliveryMode ?? 0) ? byteText(vector) : '–'}</td>
            <td>{deliveryText(t, deliveryMode ?? 0)}</td>
            <td>
              {[
                t(masked ? 'interrupts.lvt.masked' : 'interrupts.lvt.open'),
                ...(level ? [t('interrupts.lvt.level')] : []),
                ...(remoteIrr ? [t('interrupts.lvt.remoteIrr')] : []),
              ].join(' · ')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type Entries = InterruptsView['ioApic'];

/** The redirection table of the I/O APIC: entries that are open, and the masked ones folded away. */
export function RedirectionTable({ entries }: { readonly entries: Entries }) {
  const t = useT();
  const open = entries.filter(({ masked }) => !masked);
  const masked = entries.filter((entry) => entry.masked);
  return (
    <>
      {open.length === 0 && (
        <p className="controller-note">{t('interrupts.ioApic.allMasked', { count: entries.length })}</p>
      )}
      {open.length > 0 && <Redirections entries={open} label={t('interrupts.ioApic.title')} />}
      {masked.length > 0 && (
        <details className="controller-fold">
          <summary>{t('interrupts.ioApic.masked', { count: masked.length })}</summary>
          <Redirections entries={masked} label={t('interrupts.ioApic.masked', { count: masked.length })} />
        </details>
      )}
    </>
  );
}

function Redirections({ entries, label }: { readonly entries: Entries; readonly label: string }) {
  const t = useT();
  return (
    <table className="controller-table" aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{t('interrupts.ioApic.input')}</th>
          <th scope="col">{t('interrupts.lvt.vector')}</th>
          <th scope="col">{t('interrupts.lvt.delivery')}</th>
          <th scope="col">{t('interrupts.ioApic.destination')}</th>
          <th scope="col">{t('interrupts.lvt.state')}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map(({ input, vector, deliveryMode, logical, destination, trigger, masked, remoteIrr, asserted }) => (
          <tr key={input} data-masked={masked}>
            <th scope="row">{[input, lineName('io-apic', input)].filter((part) => part !== null).join(' ')}</th>
            <td>{hasVector(deliveryMode) ? byteText(vector) : '–'}</td>
            <td>{deliveryText(t, deliveryMode)}</td>
            <td>
              {t(logical ? 'interrupts.apic.logical' : 'interrupts.apic.physical', { id: byteText(destination) })}
            </td>
            <td>
              {[
                t(trigger === 'level' ? 'interrupts.lvt.level' : 'interrupts.ioApic.edge'),
                ...(asserted ? [t('interrupts.ioApic.asserted')] : []),
                ...(remoteIrr ? [t('interrupts.lvt.remoteIrr')] : []),
              ].join(' · ')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
