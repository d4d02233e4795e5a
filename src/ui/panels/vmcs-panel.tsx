import { lazy, Suspense, useState } from 'react';
import { useT } from '../../i18n/use-t';
import type { VmcsSummary } from '../../protocol/snapshot';
import { selectVmcs } from '../../stores/actions';
import { useSimulator } from '../../stores/simulator-store';
import { SegmentedChoice } from '../visuals/segmented-choice';
import { VmcsList } from '../visuals/vmcs/vmcs-list';
import { PanelEmpty } from './panel-empty';
import { VmcsFields } from './vmcs-fields';
import './vmcs-panel.css';

// Fetched when they are opened, with their words.
const VmcsChecks = lazy(async () => ({ default: (await import('./vmcs-checks')).VmcsChecks }));
const VmcsBitmaps = lazy(async () => ({ default: (await import('./vmcs-bitmaps')).VmcsBitmaps }));
const VmcsCapabilities = lazy(async () => ({ default: (await import('./vmcs-capabilities')).VmcsCapabilities }));

const VIEWS = ['fields', 'checks', 'bitmaps', 'capabilities'] as const;
const NO_REGIONS: readonly VmcsSummary[] = [];

/** All VMCS regions; of the one that is open its fields, the checks of VM entry, its bitmaps; and what the processor allows. */
export function VmcsPanel() {
  const t = useT();
  const loaded = useSimulator((state) => state.snapshot !== null);
  const vmcsList = useSimulator((state) => state.snapshot?.vmcsList ?? NO_REGIONS);
  const vmcs = useSimulator((state) => state.snapshot?.vmcs ?? null);
  const [view, setView] = useState<(typeof VIEWS)[number]>('fields');
  if (!loaded) return <PanelEmpty panel="vmcs" />;
  return (
    <div className="vmcs-panel">
      <div className="vmcs-bar">
        <SegmentedChoice
          name={t('panels.vmcs.view')}
          choices={VIEWS.map((id) => ({ id, title: t(`panels.vmcs.views.${id}`) }))}
          value={view}
          onChoose={setView}
        />
      </div>
      {vmcsList.length > 0 && (
        <VmcsList
          regions={vmcsList}
          shown={vmcs?.pointer ?? null}
          onOpen={(pointer) => {
            const opened = vmcsList.find((region) => region.pointer === pointer);
            void selectVmcs(opened?.current ? null : pointer);
          }}
        />
      )}
      {vmcsList.length === 0 && view !== 'capabilities' && <PanelEmpty panel="vmcs" />}
      {vmcsList.length > 0 && view === 'fields' && <VmcsFields vmcs={vmcs} />}
      <div className="vmcs-view" hidden={view === 'fields'}>
        <Suspense>
          {vmcsList.length > 0 && view === 'checks' && <VmcsChecks />}
          {vmcsList.length > 0 && view === 'bitmaps' && <VmcsBitmaps />}
          {view === 'capabilities' && <VmcsCapabilities />}
        </Suspense>
      </div>
    </div>
  );
}
