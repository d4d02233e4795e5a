import type { Breakpoint } from '../protocol/commands';
import type { WalkRequest } from '../protocol/paging-view';
import { useSimulator } from './simulator-store';
import type { DialogId, MemoryFocus, NoticeAction, RegionId } from './view-slice';

let requests = 0;

/** Opens a source line in the editor. */
export function goToSource(file: string, line: number, column = 1): void {
  useSimulator.setState({
    openFile: file,
    phoneTab: 'editor',
    sourceRequest: { file, line, column, request: ++requests },
  });
}

/** Opens a place in the Memory panel. */
export function goToMemory(space: MemoryFocus['space'], address: bigint): void {
  useSimulator.setState({ memoryFocus: { space, address, request: ++requests } });
  showRegion('memory');
}

/** Opens the page walk of an access in the Memory panel. */
export function goToWalk(walk: WalkRequest): void {
  useSimulator.setState({ walkFocus: { walk, request: ++requests } });
  showRegion('memory');
}

/** Brings a panel to the front, wherever its tab is. */
export function showRegion(region: RegionId): void {
  const middle: readonly RegionId[] = ['transitions', 'lesson'];
  if (middle.includes(region)) useSimulator.setState({ middleTab: region });
  else if (region === 'breakpoints') useSimulator.setState({ breakpointsOpen: true });
  else if (region !== 'editor' && region !== 'timeline')
    useSimulator.setState({ inspectorTab: region, drawerOpen: true });
  useSimulator.setState({ phoneTab: region });
}

export function openFile(file: string): void {
  useSimulator.setState({ openFile: file });
}

export function openDialog(dialog: DialogId | null): void {
  useSimulator.setState({ dialog });
}

/** Opens the form of a breakpoint: of a new one, or of the one at a place in the list. */
export function openBreakpoint(breakpoint?: Breakpoint, index: number | null = null): void {
  useSimulator.setState(({ breakpointDraft }) => ({
    dialog: 'breakpoint',
    breakpointDraft: { index, breakpoint: breakpoint ?? breakpointDraft.breakpoint },
  }));
}

/** Says something short; it may offer one thing to do about it, and stay until it is dismissed. */
export function notify(text: string, action: NoticeAction | null = null, lasting = false): void {
  useSimulator.setState({ notice: { text, action, lasting, request: ++requests } });
}

/** The inspector as a drawer, where the page is too narrow for three panes. */
export function setDrawerOpen(drawerOpen: boolean): void {
  useSimulator.setState({ drawerOpen });
}
