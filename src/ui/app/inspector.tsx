import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useT } from '../../i18n/use-t';
import { useSimulator } from '../../stores/simulator-store';
import { setDrawerOpen, showRegion } from '../../stores/view-actions';
import { inspectorRegions } from '../../stores/view-slice';
import { Button } from '../widgets/button';
import { TabbedPane } from './tabbed-pane';
import './inspector.css';

/** The tabs at the right that show the machine's state. */
export function Inspector({ onClose }: { readonly onClose?: () => void }) {
  const t = useT();
  const tab = useSimulator((state) => state.inspectorTab);
  return (
    <TabbedPane
      name={t('app.panes.inspector')}
      regions={inspectorRegions}
      value={tab}
      onChange={showRegion}
      trailing={
        onClose !== undefined && (
          <Button variant="quiet" icon={<X />} aria-label={t('app.panes.closeInspector')} onClick={onClose} />
        )
      }
    />
  );
}

/** The inspector on a middle-sized page: a rail of its names at the right, and the pane over the middle when one is chosen. */
export function InspectorDrawer() {
  const t = useT();
  const open = useSimulator((state) => state.drawerOpen);
  const tab = useSimulator((state) => state.inspectorTab);
  const drawer = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (open) drawer.current?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus();
  }, [open]);
  return (
    <>
      {open && (
        // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes the drawer from wherever the focus is in it.
        <div
          ref={drawer}
          className="inspector-drawer"
          onKeyDown={(event) => {
            if (event.key === 'Escape') setDrawerOpen(false);
          }}
        >
          <Inspector onClose={() => setDrawerOpen(false)} />
        </div>
      )}
      <nav className="rail" aria-label={t('app.panes.inspector')}>
        {inspectorRegions.map((region) => (
          <button
            key={region}
            type="button"
            className="rail-tab"
            aria-label={t('app.panes.openInspector', { name: t(`app.regions.${region}`) })}
            aria-expanded={open && tab === region}
            onClick={() => (open && tab === region ? setDrawerOpen(false) : showRegion(region))}
          >
            {t(`app.regions.${region}`)}
          </button>
        ))}
      </nav>
    </>
  );
}
