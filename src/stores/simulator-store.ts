import { create } from 'zustand';
import { createMachineSlice, type MachineSlice } from './machine-slice';
import { createProgramSlice, type ProgramSlice } from './program-slice';
import { createViewSlice, type ViewSlice } from './view-slice';

/** Everything that the page shows: snapshots and plain data, never an object of the engine. Change it through actions. */
export type SimulatorState = MachineSlice & ProgramSlice & ViewSlice;

/** Hook: `useSimulator((state) => state.snapshot)`. A selector must return what is stored, not build something new. */
export const useSimulator = create<SimulatorState>()((...store) => ({
  ...createMachineSlice(...store),
  ...createProgramSlice(...store),
  ...createViewSlice(...store),
}));
