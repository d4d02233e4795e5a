import { readFileSync } from 'node:fs';
import type { EngineReference } from '../support/engine-reference';

export type { Moment } from '../support/engine-reference';

/** A line of the command line's `--trace`, as far as the page is compared with it. */
export interface TraceLine {
  readonly n: number;
  readonly instructions: number;
  readonly cycles: number;
  readonly kind: 'vmxon' | 'vm-entry' | 'vm-exit' | 'vm-fail' | 'entry-failure' | 'vmxoff' | 'vmx-abort';
  readonly reason?: number;
  readonly exitReason?: string;
  readonly name?: string;
  readonly qualification?: string;
  readonly instructionLength?: number;
  readonly guestRip?: string;
  readonly guestRflags?: string;
  readonly vmcs: string;
  readonly injected?: string;
  readonly instructionInfo?: string;
  readonly interruptionInfo?: string;
  readonly interruptionErrorCode?: string;
  readonly idtVectoringInfo?: string;
  readonly idtVectoringErrorCode?: string;
  readonly guestLinearAddress?: string;
  readonly guestPhysicalAddress?: string;
  readonly why?: { readonly rule: string; readonly word?: string; readonly bit?: number; readonly sdm: string };
}

/** A program of the menu with what the engine and the command line say of it. */
export interface Reference extends EngineReference {
  readonly trace: readonly TraceLine[];
}

/** Names of the programs of the menu by id. A test holds that they are all. */
export const programIds = [
  'life-cycle',
  'who-decides-hlt',
  'port-io',
  'msr-bitmap',
  'exceptions',
  'two-guests',
  'ept-demand-paging',
  'ept-mmio',
  'stale-translations',
  'page-modification-log',
  'timer-interrupt',
  'interrupt-window',
  'preemption-timer',
  'single-steps',
  'virtual-interrupts',
  'posted-interrupts',
  'two-processors',
  'three-levels',
  'every-model',
  'mode-switch',
  'page-fault',
] as const;

/** Where the global setup leaves the references, for the workers that run the specs. */
export const REFERENCE_FILE = 'VMXRAY_REFERENCE_FILE';

export function references(): readonly Reference[] {
  return JSON.parse(readFileSync(process.env[REFERENCE_FILE] ?? '', 'utf8'));
}

export function referenceOf(id: string): Reference {
  const found = references().find((reference) => reference.id === id);
  if (found === undefined) throw new Error(`no program of the menu has the id ${id}`);
  return found;
}
