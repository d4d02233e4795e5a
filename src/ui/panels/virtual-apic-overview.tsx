import { useT } from '../../i18n/use-t';
import { readVirtualApic } from '../../stores/actions';
import { useSimulator } from '../../stores/simulator-store';
import { goToMemory } from '../../stores/view-actions';
import { VirtualApic } from '../visuals/interrupts/virtual-apic';
import { useReading } from './use-reading';

const showInMemory = (address: bigint): void => goToMemory('physical', address);

/** The virtual APIC of the current VMCS; an address opens the Memory panel. */
export function VirtualApicOverview() {
  const t = useT();
  const hasVmcs = useSimulator((state) => state.snapshot?.vmcsList.some(({ current }) => current) ?? false);
  const { now, before } = useReading(readVirtualApic);
  if (!hasVmcs) return <p className="panel-empty">{t('virtualApic.none')}</p>;
  if (now === null) return null;
  return (
    <VirtualApic reading={now} before={before} changedWord={t('panels.registers.changed')} onPhysical={showInMemory} />
  );
}
