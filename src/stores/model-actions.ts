import type { WorkloadResult } from '../protocol/comparison';
import type { ModelFacts } from '../protocol/model-facts';
import { useSimulator } from './simulator-store';
import { call } from './worker-line';

let facts: Promise<readonly ModelFacts[]> | null = null;

/** What every model shows of its VMX; asked for once, for it is always the same. */
export function readModelFacts(): Promise<readonly ModelFacts[]> {
  facts ??= call((s) => s.modelFacts()).catch((error: unknown) => {
    facts = null;
    throw error;
  });
  return facts;
}

/** Runs the program in the editor on a model, beside the machine on screen; null when it was stopped, or another one begun. */
export function measureWorkload(model: string, maxInstructions: number): Promise<WorkloadResult | null> {
  const { files, memoryMib, processors } = useSimulator.getState();
  return call((s) => s.measure({ files, model, memoryMib, processors }, maxInstructions));
}

export function stopMeasuring(): Promise<void> {
  return call((s) => s.stopMeasuring());
}
