import type { StateCreator } from 'zustand';
import type { Breakpoint } from '../protocol/commands';
import type { WalkRequest } from '../protocol/paging-view';
import type { SimulatorState } from './simulator-store';

/** A panel of the page by its id; the accessible name of its region is `app.regions.<id>`. */
export type RegionId =
  | 'editor'
  | 'transitions'
  | 'vmcs'
  | 'registers'
  | 'memory'
  | 'exits'
  | 'interrupts'
  | 'timeline'
  | 'console'
  | 'problems'
  | 'breakpoints'
  | 'lesson';

/** Regions that are tabs in the middle, and those that are tabs of the inspector. */
export const middleRegions: readonly RegionId[] = ['transitions', 'lesson'];
export const inspectorRegions: readonly RegionId[] = ['vmcs', 'registers', 'memory', 'exits', 'interrupts', 'console'];

export type DialogId = 'help' | 'share' | 'palette' | 'fault' | 'go-to' | 'breakpoint' | 'models';

/** A line that the editor is asked to bring into view; `request` tells two equal requests apart. */
export interface SourceRequest {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly request: number;
}

/** A place in memory that the Memory panel is asked to show. */
export interface MemoryFocus {
  readonly space: 'linear' | 'physical';
  readonly address: bigint;
  readonly request: number;
}

/** An access whose page walk the Memory panel is asked to show. */
export interface WalkFocus {
  readonly walk: WalkRequest;
  readonly request: number;
}

/** A breakpoint that is being made or changed. */
export interface BreakpointDraft {
  /** Its place in the list; null for a new one. */
  readonly index: number | null;
  readonly breakpoint: Breakpoint;
}

/** What the page shows of it all. Nothing here is known to the machine. */
export interface ViewSlice {
  readonly openFile: string | null;
  readonly sourceRequest: SourceRequest | null;
  readonly memoryFocus: MemoryFocus | null;
  readonly walkFocus: WalkFocus | null;
  /** The tab shown in the middle, the right and (on a phone) the only pane. */
  readonly middleTab: RegionId;
  readonly inspectorTab: RegionId;
  readonly phoneTab: RegionId;
  readonly drawerOpen: boolean;
  readonly dialog: DialogId | null;
  /** Whether the list of breakpoints under the editor is open. */
  readonly breakpointsOpen: boolean;
  /** What the dialog 'breakpoint' is about. */
  readonly breakpointDraft: BreakpointDraft;
  /** Where the machine stood when somebody asked who wrote something. */
  readonly askedAt: number | null;
  /** A short message about something that could not be done as asked, e.g. that storage is full. */
  readonly notice: Notice | null;
  /** The way to the moment of a link: where it goes. null when there is none. */
  readonly journey: { readonly to: number } | null;
}

export interface Notice {
  readonly text: string;
  /** What can be done about it. */
  readonly action: NoticeAction | null;
  /** It stays until somebody dismisses it. */
  readonly lasting: boolean;
  readonly request: number;
}

export interface NoticeAction {
  readonly label: string;
  readonly run: () => void;
}

export const createViewSlice: StateCreator<SimulatorState, [], [], ViewSlice> = () => ({
  openFile: null,
  sourceRequest: null,
  memoryFocus: null,
  walkFocus: null,
  middleTab: 'transitions',
  inspectorTab: 'vmcs',
  phoneTab: 'transitions',
  drawerOpen: false,
  dialog: null,
  breakpointsOpen: false,
  askedAt: null,
  breakpointDraft: { index: null, breakpoint: { kind: 'vm-exit', reason: null } },
  notice: null,
  journey: null,
});
