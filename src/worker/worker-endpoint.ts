import { ProblemError } from '../base/problem-error';
import type { HandEdit, Problem } from '../protocol/commands';
import type { Snapshot } from '../protocol/snapshot';
import type { WorkerEndpoint } from '../protocol/worker-endpoint';
import { InlineSimulator } from './inline-simulator';

/** The worker's side of the line: the inline simulator, whose listeners are the page's. */
export function workerEndpoint(): WorkerEndpoint {
  const simulator = new InlineSimulator();
  return {
    listen(onSnapshot, onFault) {
      // One at rest is the answer to its command: it crosses once, not twice.
      simulator.onSnapshot((snapshot) => (snapshot.running ? onSnapshot(snapshot) : undefined));
      simulator.onFault((fault) => void onFault(fault));
    },
    libraryFiles: () => simulator.libraryFiles(),
    check: (files) => simulator.check(files),
    load: (setup) => simulator.load(setup),
    run: (command) => simulator.run(command),
    pause: () => simulator.pause(),
    inject: (event) => simulator.inject(event),
    edit: (edit) => edited(simulator, edit),
    journal: () => simulator.journal(),
    setBreakpoints: (breakpoints) => simulator.setBreakpoints(breakpoints),
    selectVmcs: (pointer) => simulator.selectVmcs(pointer),
    selectProcessor: (number) => simulator.selectProcessor(number),
    readVmcs: (pointer) => simulator.readVmcs(pointer),
    readMemory: (request) => simulator.readMemory(request),
    readWalk: (request) => simulator.readWalk(request),
    readTlb: (address) => simulator.readTlb(address),
    readInvalidations: () => simulator.readInvalidations(),
    readInterrupts: () => simulator.readInterrupts(),
    readVirtualApic: () => simulator.readVirtualApic(),
    readMode: () => simulator.readMode(),
    readTables: () => simulator.readTables(),
    readChecklist: () => simulator.readChecklist(),
    readBitmaps: () => simulator.readBitmaps(),
    disassemble: (address, count) => simulator.disassemble(address, count),
    digest: () => simulator.digest(),
    grade: (exercise, files) => simulator.grade(exercise, files),
    modelFacts: () => simulator.modelFacts(),
    measure: (setup, maxInstructions) => simulator.measure(setup, maxInstructions),
    stopMeasuring: () => simulator.stopMeasuring(),
    languageIndex: (files) => simulator.languageIndex(files),
    symbolValues: (files) => simulator.symbolValues(files),
    instructionFacts: () => simulator.instructionFacts(),
    renameSymbol: (files, place, name) => simulator.renameSymbol(files, place, name),
    formatSource: (text) => simulator.formatSource(text),
    exportProgram: (files, form) => simulator.exportProgram(files, form),
  };
}

async function edited(simulator: InlineSimulator, edit: HandEdit): Promise<Snapshot | Problem> {
  try {
    return await simulator.edit(edit);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { code: error.code, params: error.params, message: error.message };
  }
}
