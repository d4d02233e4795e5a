import { Search } from 'lucide-react';
import { useState } from 'react';
import { useT } from '../../i18n/use-t';
import { selectVmcs } from '../../stores/actions';
import { useSimulator } from '../../stores/simulator-store';
import { FieldTable } from '../visuals/vmcs/field-table';
import { VmcsList } from '../visuals/vmcs/vmcs-list';
import { PanelEmpty } from './panel-empty';
import { useSymbolNames } from './use-symbol-names';
import './vmcs-panel.css';

/** All VMCS regions and the fields of the one that is open. */
export function VmcsPanel() {
  const t = useT();
  const snapshot = useSimulator((state) => state.snapshot);
  const names = useSymbolNames();
  const [query, setQuery] = useState('');
  if (snapshot === null || snapshot.vmcsList.length === 0) return <PanelEmpty panel="vmcs" />;
  const { vmcsList, vmcs } = snapshot;
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
