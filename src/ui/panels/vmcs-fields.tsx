import { Search } from 'lucide-react';
import { useState } from 'react';
import { useT } from '../../i18n/use-t';
import type { VmcsView } from '../../protocol/snapshot';
import { FieldTable } from '../visuals/vmcs/field-table';
import { PanelEmpty } from './panel-empty';
import { useSymbolNames } from './use-symbol-names';

/** The fields of the VMCS that is open, with a search over them. */
export function VmcsFields({ vmcs }: { readonly vmcs: VmcsView | null }) {
  const t = useT();
  const names = useSymbolNames();
  const [query, setQuery] = useState('');
  return (
    <>
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
    </>
  );
}
