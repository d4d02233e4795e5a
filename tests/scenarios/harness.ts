import { assemble } from '../../src/asm/assembler';
import type { AssembledProgram } from '../../src/asm/program';
import type { Processor } from '../../src/cpu/processor';
import { CR4, GUEST, RIP, STOP } from '../../src/cpu/state/processor-layout';
import { RAM_BASE } from '../../src/cpu/state/state-image';
import { createMachine } from '../../src/machine/create-machine';
import type { Machine } from '../../src/machine/machine';
import type { InjectedEvent } from '../../src/protocol/commands';
import type { ControlWord } from '../../src/vmx/controls/control';
import { controlRow, controlWordTable } from '../../src/vmx/controls/control-words.table';
import type { Decision } from '../../src/vmx/explain/decision';
import type { Transition } from '../../src/vmx/explain/transition';
import { CURRENT_VMCS, MODE_ROOT, VMXON_POINTER } from '../../src/vmx/state/vmx-layout';
import { setVmxMode } from '../../src/vmx/unit';
import type { VmcsFieldId } from '../../src/vmx/vmcs/vmcs-field-list.table';
import { vmxInc } from '../../src/vmx/vmx-inc';
import {
  baselineFields,
  type Fields,
  fieldAt,
  IO_BITMAP_A_PAGE,
  IO_BITMAP_B_PAGE,
  MSR_BITMAP_PAGE,
  prepareRegion,
  VMCS_POINTER,
  VMREAD_BITMAP_PAGE,
  VMWRITE_BITMAP_PAGE,
  writeFields,
} from '../support/baseline-vmcs';

/** Where the harness says it executed VMXON. */
export const VMXON_PAGE = 0x12_0000;
/** A second region with the right revision identifier, and one with a wrong one. */
export const OTHER_VMCS = 0x12_2000;
export const FOREIGN_REGION = 0x12_3000;

/** An event from outside, signalled when the processor first stands at a label in non-root operation. */
export interface TimedEvent {
  readonly at: string;
  readonly event: InjectedEvent;
}

/** A control by its word and id. */
export type ControlSetting = readonly [ControlWord, string];

/** What a row changes in the baseline. */
export interface ScenarioSetup {
  /** Fields by id; a function gets the value of a label. */
  readonly fields?: Readonly<Partial<Record<VmcsFieldId, bigint | ((label: (name: string) => bigint) => bigint)>>>;
  readonly set?: readonly ControlSetting[];
  readonly clear?: readonly ControlSetting[];
  /** Bits to set in bitmaps in memory. */
  readonly bits?: readonly (readonly [keyof typeof BITMAPS, number])[];
  /** Entries of MSR areas: page, index, value. */
  readonly msrs?: readonly (readonly [page: number, index: number, value: bigint])[];
  readonly events?: readonly TimedEvent[];
  /** Steps before the first step, as the last part of the setup. */
  readonly change?: (machine: Machine) => void;
}

/** A transition as a row expects it; labels stand for addresses. */
export type ExpectedTransition = Partial<Omit<Transition, 'why' | 'guestRip' | 'toRip' | 'checks'>> & {
  readonly why?: Partial<Decision>;
  readonly guestRip?: string | bigint;
  readonly toRip?: string | bigint;
  /** Failing checks by id (a subset). */
  readonly checks?: readonly string[];
};

export interface Scenario {
  readonly name: string;
  readonly sdm: string;
  readonly setup?: ScenarioSetup;
  /** Assembly of the guest, from label `guest` on; a VMCALL follows it. */
  readonly guest: string;
  /** Assembly of the host from label `start` on; the default launches the guest. */
  readonly host?: string;
  /** Assembly of the host from label `handler` on; the default stops. */
  readonly handler?: string;
  readonly expect: {
    /** Transitions in order; the first VM entry may be left out. */
    readonly transitions?: readonly ExpectedTransition[];
    /** A decision that must be among those made. */
    readonly decision?: Partial<Decision>;
    /** The StopCode at the end. */
    readonly stop?: number;
    readonly fields?: Fields;
    /** More that must hold at the end. */
    readonly holds?: (machine: Machine, label: (name: string) => bigint) => boolean;
  };
}

export interface ScenarioRun {
  readonly machine: Machine;
  readonly transitions: readonly Transition[];
  readonly decisions: readonly Decision[];
  readonly label: (name: string) => bigint;
}

const PROLOGUE = `
    bits 64
    default rel
    org 0x100000
%include "vmx.inc"
%macro advance_rip 0
    mov edx, VMCS_GUEST_RIP
    vmread rax, rdx
    mov edx, VMCS_VM_EXIT_INSTRUCTION_LENGTH
    vmread rcx, rdx
    add rax, rcx
    mov edx, VMCS_GUEST_RIP
    vmwrite rdx, rax
%endmacro
%macro vmcs_set 2
    mov rax, %2
    mov edx, %1
    vmwrite rdx, rax
%endmacro
`;

const LIMIT = 2000;
const inc = vmxInc();
const programs = new Map<Scenario, AssembledProgram>();

function programOf(row: Scenario): AssembledProgram {
  const known = programs.get(row);
  if (known !== undefined) return known;
  const text = `${PROLOGUE}\nstart:\n${row.host ?? 'vmlaunch'}\nhlt\nhandler:\n${row.handler ?? ''}\nhlt\nguest:\n${row.guest}\nvmcall\n`;
  const program = assemble([{ name: 'scenario.asm', text }], (name) => (name === 'vmx.inc' ? inc : null));
  const errors = program.diagnostics.filter((diagnostic) => diagnostic.severity === 'error');
  if (errors.length > 0)
    throw new Error(`${row.name}: ${errors.map((e) => `${e.line}: ${e.message}`).join('; ')}\n${text}`);
  programs.set(row, program);
  return program;
}

const boot = (machine: Machine): Processor => machine.processors[0] as Processor;
const BITMAPS = {
  'io-bitmap-a': IO_BITMAP_A_PAGE,
  'io-bitmap-b': IO_BITMAP_B_PAGE,
  'msr-bitmap': MSR_BITMAP_PAGE,
  'vmread-bitmap': VMREAD_BITMAP_PAGE,
  'vmwrite-bitmap': VMWRITE_BITMAP_PAGE,
} as const;

export const isBitmap = (word: string): word is keyof typeof BITMAPS => word in BITMAPS;

/** Flips one bit of a bitmap in memory. */
export function flipBitmapBit(machine: Machine, bitmap: keyof typeof BITMAPS, bit: number): void {
  const at = BITMAPS[bitmap] + (bit >>> 3);
  machine.load(at, Uint8Array.of((machine.image.u8[RAM_BASE + at] as number) ^ (1 << (bit & 7))));
}

function changeControl(machine: Machine, [word, id]: readonly [ControlWord, string], value: boolean): void {
  const { field } = controlWordTable(word);
  const mask = 1n << BigInt(controlRow(word, id).bit);
  const old = fieldAt(machine.image, VMCS_POINTER, field);
  writeFields(machine.image, VMCS_POINTER, { [field]: value ? old | mask : old & ~mask });
}

/** A machine in VMX root operation at `start`, with the row's VMCS current and clear. */
export function prepare(row: Scenario): { machine: Machine; label: (name: string) => bigint } {
  const program = programOf(row);
  const label = (name: string): bigint => {
    const symbol = program.symbols.find((candidate) => candidate.name === name);
    if (symbol === undefined) throw new Error(`${row.name}: no label ${name}`);
    return symbol.value;
  };
  const machine = createMachine({ program, memoryMib: 4 });
  const p = boot(machine);
  const [unit] = machine.vmx;
  if (unit === undefined) throw new Error('no VMX unit');
  p.q[CR4 >> 1] = (p.q[CR4 >> 1] as bigint) | 0x2000n;
  p.q[VMXON_POINTER >> 1] = BigInt(VMXON_PAGE);
  p.q[CURRENT_VMCS >> 1] = BigInt(VMCS_POINTER);
  setVmxMode(p, MODE_ROOT);
  const { revision } = unit.capabilities;
  prepareRegion(machine.image, VMXON_PAGE, revision, {});
  prepareRegion(machine.image, OTHER_VMCS, revision, {});
  prepareRegion(machine.image, FOREIGN_REGION, revision + 1, {});
  prepareRegion(
    machine.image,
    VMCS_POINTER,
    revision,
    baselineFields(unit.capabilities, label('handler'), label('guest')),
  );
  const { setup } = row;
  for (const [id, value] of Object.entries(setup?.fields ?? {})) {
    writeFields(machine.image, VMCS_POINTER, { [id]: typeof value === 'function' ? value(label) : value });
  }
  for (const control of setup?.set ?? []) changeControl(machine, control, true);
  for (const control of setup?.clear ?? []) changeControl(machine, control, false);
  for (const [bitmap, bit] of setup?.bits ?? []) flipBitmapBit(machine, bitmap, bit);
  for (const [n, [page, index, value]] of (setup?.msrs ?? []).entries()) {
    const before = (setup?.msrs ?? []).slice(0, n).filter((entry) => entry[0] === page).length;
    const bytes = new DataView(new ArrayBuffer(16));
    bytes.setUint32(0, index, true);
    bytes.setBigUint64(8, value, true);
    machine.load(page + 16 * before, new Uint8Array(bytes.buffer));
  }
  setup?.change?.(machine);
  return { machine, label };
}

/**
 * Goes to the end of a scenario (a stop, or LIMIT positions) by `step`; events are signalled by `inject` when their labels
 * are reached.
 */
export function drive(
  row: Scenario,
  machine: Machine,
  label: (name: string) => bigint,
  step: () => void,
  inject: (event: InjectedEvent) => void,
): void {
  const p = boot(machine);
  const waiting = [...(row.setup?.events ?? [])];
  for (let n = 0; n < LIMIT; n++) {
    const next = waiting[0];
    if (next !== undefined && p.s[GUEST] === 1 && p.q[RIP >> 1] === label(next.at)) {
      inject(next.event);
      waiting.shift();
    }
    if (p.s[STOP] !== 0) return;
    step();
  }
  throw new Error(`${row.name}: no end after ${LIMIT} positions at 0x${(p.q[RIP >> 1] as bigint).toString(16)}`);
}

/** Runs a scenario to its end. @param change made after the setup, before the first step */
export function runScenario(row: Scenario, change: (machine: Machine) => void = () => undefined): ScenarioRun {
  const { machine, label } = prepare(row);
  change(machine);
  const transitions: Transition[] = [];
  const decisions: Decision[] = [];
  for (const unit of machine.vmx) {
    unit.listener = { transition: (t) => transitions.push(t), decision: (d) => decisions.push(d) };
  }
  drive(
    row,
    machine,
    label,
    () => machine.step(),
    (event) => machine.inject(event),
  );
  return { machine, transitions, decisions, label };
}
