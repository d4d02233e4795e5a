import type { Panes } from '../share/work';
import { useSimulator } from './simulator-store';
import { readStored, writeStored } from './storage';
import { inspectorRegions, middleRegions, type RegionId } from './view-slice';

/** Which tabs and which file were in front, remembered from visit to visit. */

const KEY = 'panes';
const DELAY_MS = 400;

/** What a link or the storage keeps of the panes. */
export function toPanes(): Panes {
  const { openFile, middleTab, inspectorTab, drawerOpen } = useSimulator.getState();
  return { openFile, middle: middleTab, inspector: inspectorTab, drawer: drawerOpen };
}

/** Brings tabs and file to the front again; what this page does not have is passed over. */
export function applyPanes({ openFile, middle, inspector, drawer }: Panes): void {
  const { files, libraries } = useSimulator.getState();
  const file = [...files, ...libraries].find(({ name }) => name === openFile);
  const middleTab = find(middleRegions, middle);
  const inspectorTab = find(inspectorRegions, inspector);
  useSimulator.setState({
    ...(file === undefined ? {} : { openFile: file.name }),
    ...(middleTab === undefined ? {} : { middleTab }),
    ...(inspectorTab === undefined ? {} : { inspectorTab }),
    drawerOpen: drawer,
  });
}

/** Puts the panes as they were at the last visit. A file that is not there yet is passed over. */
export const applyStoredPanes = (): void => applyPanes(storedPanes());

/** The same, and stores each change from now on. */
export function rememberPanes(): void {
  applyStoredPanes();
  let timer: ReturnType<typeof setTimeout> | undefined;
  useSimulator.subscribe((now, before) => {
    const same =
      now.openFile === before.openFile &&
      now.middleTab === before.middleTab &&
      now.inspectorTab === before.inspectorTab &&
      now.drawerOpen === before.drawerOpen;
    if (same) return;
    clearTimeout(timer);
    timer = setTimeout(() => writeStored(KEY, JSON.stringify(toPanes())), DELAY_MS);
  });
}

/** The stored panes, or none: whatever else stands there is no matter of concern. */
function storedPanes(): Panes {
  let stored: Partial<Record<keyof Panes, unknown>> | null = null;
  try {
    stored = JSON.parse(readStored(KEY) ?? 'null');
  } catch {
    // Somebody else wrote there.
  }
  return {
    openFile: typeof stored?.openFile === 'string' ? stored.openFile : null,
    middle: String(stored?.middle),
    inspector: String(stored?.inspector),
    drawer: stored?.drawer === true,
  };
}

const find = (regions: readonly RegionId[], id: string): RegionId | undefined =>
  regions.find((region) => region === id);
