import { Tabs } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';
import { useT } from '../../i18n/use-t';
import type { RegionId } from '../../stores/view-slice';
import { Region } from './region';
import '../widgets/tab-strip.css';

export interface TabbedPaneProps {
  readonly name: string;
  readonly regions: readonly RegionId[];
  readonly value: RegionId;
  readonly onChange: (region: RegionId) => void;
  /** Stands behind the tabs, at the right. */
  readonly trailing?: ReactNode;
  /** Tabs under the pane instead of above it. */
  readonly below?: boolean;
}

/** Regions of which one is seen, chosen by tabs of the same names. */
export function TabbedPane({ name, regions, value, onChange, trailing, below = false }: TabbedPaneProps) {
  const t = useT();
  const strip = (
    <div className="tab-row">
      <Tabs.List className="tab-strip" aria-label={name} activateOnFocus>
        {regions.map((region) => (
          <Tabs.Tab key={region} className="tab" value={region}>
            {t(`app.regions.${region}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {trailing}
    </div>
  );
  return (
    <Tabs.Root className="tabbed-pane" value={value} onValueChange={onChange}>
      {!below && strip}
      {regions.map((region) => (
        <Tabs.Panel key={region} className="tabbed-panel" value={region} tabIndex={-1}>
          <Region id={region} />
        </Tabs.Panel>
      ))}
      {below && strip}
    </Tabs.Root>
  );
}
