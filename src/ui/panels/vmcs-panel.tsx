import { Search } from 'lucide-react';
import { useState } from 'react';
import { useT } from '../../i18n/use-t';
import type { VmcsSummary } from '../../protocol/snapshot';
import { selectVmcs } from '../../stores/actions';
import { useSimulator } from '../../stores/simulator-store';
import { FieldTable } from '../visuals/vmcs/field-table';
import { VmcsList } from '../visuals/vmcs/vmcs-list';
import { PanelEmpty } from './panel-empty';
import { useSymbolNames } from './use-symbol-names';
import './vmcs-panel.css';

const NO_REGIONS: readonly VmcsSummary[] = [];

/** All VMCS regions and the fields of the one that is open. */
export function VmcsPanel() {
  const t = useT();
  const vmcsList = useSimulator((state) => state.snapshot?.vmcsList ?? NO_REGIONS);
  const vmcs = useSimulator((state) => state.snapshot?.vmcs ?? null);
  const names = useSymbolNames();
  const [query, setQuery] = useState('');
  if (vmcsList.length === 0) return <PanelEmpty panel="vmcs" />;
  return (
    <div className="vmcs-panel">
      <VmcsList
        regions={vmcsList}
        shown={vmcs?.pointer ?? null}
        onOpen={(pointer) => {
          const opened = vmcsList.find((region) => region.pointer === pointer);
          void selectVmcs(opened?.current ? null : pointer);
        }}
      />
      <label className="panel-search">
        <Search aria-hidden="true" />
        <input
          type="search"
          value={query}
          placeholder={t('panels.vmcs.search')}
          aria-label={t('panels.vmcs.search')}
          onChange={(event) => setQuery(event.target.value)}
        />
      </label>
      <div className="vmcs-fields">
        {vmcs === null ? <PanelEmpty panel="vmcsNone" /> : <FieldTable vmcs={vmcs} query={query} names={names} />}
      </div>
    </div>
  );
}
