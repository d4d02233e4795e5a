import { useT } from '../../../i18n/use-t';
import type { VmcsSummary } from '../../../protocol/snapshot';
import { guestName } from '../guest-name';
import { shortHex } from '../hex';
import './vmcs-list.css';

export interface VmcsListProps {
  readonly regions: readonly VmcsSummary[];
  /** Pointer of the one whose fields are shown. */
  readonly shown: bigint | null;
  readonly onOpen: (pointer: bigint) => void;
}

/** Every VMCS region: whose it is, where it lies, clear or launched, active, current. Any can be opened. */
export function VmcsList({ regions, shown, onOpen }: VmcsListProps) {
  const t = useT();
  return (
    <ul className="vmcs-list" aria-label={t('panels.vmcs.regions')}>
      {regions.map((region) => (
        <li key={region.pointer.toString()}>
          <button type="button" aria-pressed={region.pointer === shown} onClick={() => onOpen(region.pointer)}>
            <span className="vmcs-label">{guestName(t, region.label)}</span>
            <code>{shortHex(region.pointer)}</code>
            <span className="vmcs-states">
              {region.current && <strong>{t('panels.vmcs.current')}</strong>}
              <span>{t(region.active ? 'panels.vmcs.active' : 'panels.vmcs.inactive')}</span>
              <span>{t(region.launched ? 'panels.vmcs.launched' : 'panels.vmcs.clear')}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
