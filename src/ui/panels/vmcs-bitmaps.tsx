import { useMemo } from 'react';
import '../../i18n/vmcs-views';
import { readBitmaps } from '../../stores/actions';
import { useSimulator } from '../../stores/simulator-store';
import { goToMemory } from '../../stores/view-actions';
import { VmcsBitmaps as Bitmaps } from '../visuals/bitmaps/vmcs-bitmaps';
import { msrNames } from '../visuals/breakpoints/msr-names';
import { PanelEmpty } from './panel-empty';
import { useReading } from './use-reading';

const showInMemory = (address: bigint): void => goToMemory('physical', address);

/** The bitmaps of the VMCS that is open, read again after each step while they are looked at. */
export function VmcsBitmaps() {
  const { now } = useReading(readBitmaps);
  const libraries = useSimulator((state) => state.libraries);
  const msrs = useMemo(() => msrNames(libraries), [libraries]);
  if (now === null) return <PanelEmpty panel="vmcsNone" />;
  return <Bitmaps view={now} msrs={msrs} onShow={showInMemory} />;
}
