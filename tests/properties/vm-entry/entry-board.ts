import { getRflags } from '../../../src/cpu/registers/flags';
import { CR0, CR3, CR4, CS, EFER, GPR, RIP, SEGMENT_ACCESS, STOP } from '../../../src/cpu/state/processor-layout';
import {
  DEVICES_BASE,
  DEVICES_BYTES,
  PAGE_BYTES,
  PAGE_DIRTY,
  PROCESSOR_AREA_BYTES,
  RAM_BASE,
} from '../../../src/cpu/state/state-image';
import { STOP_UNMODELLED, STOP_VMX_ABORT } from '../../../src/cpu/state/stop-code';
import { LAB_DATA_SELECTOR, LAB_PAGE_DIRECTORIES } from '../../../src/machine/boot/lab-layout.table';
import { createMachine } from '../../../src/machine/create-machine';
import type { Machine } from '../../../src/machine/machine';
import type { Transition } from '../../../src/vmx/explain/transition';
import { CURRENT_VMCS, MODE_NON_ROOT, MODE_ROOT, VMX_MODE, VMXON_POINTER } from '../../../src/vmx/state/vmx-layout';
import { setVmxMode } from '../../../src/vmx/unit';
import type { VmcsFieldId } from '../../../src/vmx/vmcs/vmcs-field-list.table';
import {
  ABORT_INDICATOR_WORD,
  F,
  LAUNCH_STATE_WORD,
  NO_VMCS,
  REGION_WORDS,
  regionWord,
} from '../../../src/vmx/vmcs/vmcs-region';
import { type Fields, fieldAt, prepareRegion, VMCS_POINTER, writeFields } from '../../support/baseline-vmcs';
import { BOARD_MEMORY_MIB, type EntryCase, type EntryModel, EPT_TABLE, PAE_TABLE, PAGE_DIRECTORY } from './entry-case';

/** What became of a VM entry, as words that compare: "vm-entry", "vm-fail-valid 7", "exit 33 qualification 4, abort 2", … */
export type EntryOutcome = string;

/** A value of the exit-reason field that no VM exit writes. */
const NO_EXIT = 0x5eedn;
const ENTRY_FAILURE = 0x8000_0000;
const SHADOW = 0x8000_0000;
const CF = 1;
const ZF = 0x40;
const CR4_PSE = 0x10n;
const CR4_VMXE = 0x2000n;
const CODE_32 = 0xc09b;
const VMXON_PAGE = 0x12_0000;

/** `mov ss, eax` and the two instructions behind it, each twice: after MOV SS and by itself. */
const CODE = 0x10_0000;
const PROGRAM: Readonly<Record<EntryCase['instruction'], number>> = { vmlaunch: CODE, vmresume: CODE + 0x10 };
const MOV_SS = [0x8e, 0xd0];
const INSTRUCTION_LENGTH = 3;
const instructions = Uint8Array.from({ length: 0x20 }, (_, k) => {
  const bytes = [...MOV_SS, 0x0f, 0x01, k < 0x10 ? 0xc2 : 0xc3];
  return bytes[k & 0xf] ?? 0x90;
});

/** One processor with RAM that VM entries are tried on, one after the other, each from the same state. */
export class EntryBoard {
  private readonly machine: Machine;
  private readonly ram: Uint8Array;
  private readonly areas: { readonly ia32e: Uint8Array; readonly legacy: Uint8Array };
  private readonly devices: Uint8Array;
  /** What the last case published. */
  readonly transitions: Transition[] = [];

  constructor(private readonly model: EntryModel) {
    const program = { start: CODE, vstart: CODE, bytes: instructions, name: '.text' };
    const sections = { sections: [program], symbols: [], lines: [], diagnostics: [] };
    this.machine = createMachine({ program: sections, memoryMib: BOARD_MEMORY_MIB, model: model.model.id });
    this.mapMemory();
    const { image } = this.machine;
    this.areas = { ia32e: this.prepareProcessor(true), legacy: this.prepareProcessor(false) };
    this.devices = image.u8.slice(DEVICES_BASE, DEVICES_BASE + DEVICES_BYTES);
    prepareRegion(image, VMXON_PAGE, model.capabilities.revision, {});
    this.ram = image.u8.slice(RAM_BASE);
    image.clearPageFlag(PAGE_DIRTY);
  }

  private get processor() {
    const [p] = this.machine.processors;
    const [unit] = this.machine.vmx;
    if (p === undefined || unit === undefined) throw new Error('the board has no processor');
    return { p, unit };
  }

  /** Tables for 32-bit paging, PAE paging and EPT that map memory to itself. */
  private mapMemory(): void {
    const words32 = Array.from({ length: 1024 }, (_, n) => (n << 22) | 0x83);
    this.machine.load(PAGE_DIRECTORY, new Uint8Array(Int32Array.from(words32).buffer));
    const pdptes = [0, 1, 2, 3].map((n) => BigInt(LAB_PAGE_DIRECTORIES + n * PAGE_BYTES) | 1n);
    this.machine.load(PAE_TABLE, new Uint8Array(BigUint64Array.from(pdptes).buffer));
    const gigabytes = Array.from({ length: 512 }, (_, n) => (BigInt(n) << 30n) | 0xb7n);
    this.machine.load(EPT_TABLE, new Uint8Array(BigUint64Array.of(BigInt(EPT_TABLE + PAGE_BYTES) | 7n).buffer));
    this.machine.load(EPT_TABLE + PAGE_BYTES, new Uint8Array(BigUint64Array.from(gigabytes).buffer));
  }

  /** Puts the processor into VMX root operation, in 64-bit mode or in 32-bit protected mode; a copy of its area. */
  private prepareProcessor(ia32e: boolean): Uint8Array {
    const { p } = this.processor;
    const { q } = p;
    q[CR4 >> 1] = (q[CR4 >> 1] as bigint) | CR4_VMXE;
    q[VMXON_POINTER >> 1] = BigInt(VMXON_PAGE);
    q[CURRENT_VMCS >> 1] = BigInt(VMCS_POINTER);
    p.s[GPR] = LAB_DATA_SELECTOR;
    setVmxMode(p, MODE_ROOT);
    if (!ia32e) {
      p.s[EFER] = 0;
      q[CR3 >> 1] = BigInt(PAGE_DIRECTORY);
      q[CR4 >> 1] = CR4_PSE | CR4_VMXE;
      p.s[SEGMENT_ACCESS + CS] = CODE_32;
      q[CR0 >> 1] = (q[CR0 >> 1] as bigint) | 0x20n;
    }
    return this.machine.image.u8.slice(0, PROCESSOR_AREA_BYTES);
  }

  private restore(ia32e: boolean): void {
    const { image } = this.machine;
    for (let page = 0; page < image.pageFlags.length; page++) {
      if (((image.pageFlags[page] as number) & PAGE_DIRTY) === 0) continue;
      image.noteWrite(page);
      const at = page * PAGE_BYTES;
      image.u8.set(this.ram.subarray(at, at + PAGE_BYTES), RAM_BASE + at);
    }
    image.clearPageFlag(PAGE_DIRTY);
    image.u8.set(ia32e ? this.areas.ia32e : this.areas.legacy, 0);
    image.u8.set(this.devices, DEVICES_BASE);
    this.machine.restored();
  }

  /** Writes VMCS and memory, so that `read` shows what the VM entry will see. @param valid a VMCS that passes every check */
  prepare(given: EntryCase, valid: Fields): void {
    this.restore(given.ia32e);
    const { image } = this.machine;
    const { p, unit } = this.processor;
    const { revision } = this.model.capabilities;
    this.rememberChecks(given, valid);
    prepareRegion(image, VMCS_POINTER, given.current === 'shadow' ? revision | SHADOW : revision, {
      ...given.fields,
      'exit-reason': NO_EXIT,
    });
    image.i32[regionWord(VMCS_POINTER) + LAUNCH_STATE_WORD] = given.launchState;
    for (const [address, word] of given.memory) {
      image.noteWrite(address >>> 12);
      image.i32[(RAM_BASE + address) >> 2] = word;
    }
    if (given.current === 'none') p.q[CURRENT_VMCS >> 1] = NO_VMCS;
    this.transitions.length = 0;
    unit.listener = listenerFor(given.listener, this.transitions);
  }

  /** Lets the processor's memory of checks say that they held for `valid`, or that it knows nothing of this VMCS. */
  private rememberChecks(given: EntryCase, valid: Fields): void {
    const { unit } = this.processor;
    const { image } = this.machine;
    prepareRegion(image, VMCS_POINTER, this.model.capabilities.revision, valid);
    const held = unit.heldChecks.hold();
    if (!held) throw new Error('the VMCS to begin with is not valid');
    if (!given.heldBefore) {
      writeFields(image, VMCS_POINTER, { 'guest-rflags': 0n });
      unit.heldChecks.hold();
    }
    const first = (RAM_BASE + VMCS_POINTER) >> 2;
    image.i32.fill(0, first, first + REGION_WORDS);
  }

  /** 32 bits of physical memory, unsigned; all ones where there is no RAM. */
  read(address: bigint): number {
    if (address + 4n > BigInt(this.machine.image.ramBytes)) return 0xffff_ffff;
    return this.machine.image.view.getUint32(RAM_BASE + Number(address), true);
  }

  /** Executes the instruction; what came of it. */
  enter(given: EntryCase): EntryOutcome {
    const { p } = this.processor;
    const { image } = this.machine;
    const start = PROGRAM[given.instruction];
    p.q[RIP >> 1] = BigInt(given.behindMovSs ? start : start + MOV_SS.length);
    if (given.behindMovSs) this.machine.step();
    const before = image.i32.slice(regionWord(VMCS_POINTER), regionWord(VMCS_POINTER) + REGION_WORDS);
    this.machine.step();
    const outcome = this.outcome(BigInt(start + MOV_SS.length + INSTRUCTION_LENGTH));
    this.expectRegionKept(outcome, before);
    return outcome;
  }

  /** Some positions more: they may lead anywhere, but not throw. */
  goOn(positions: number): void {
    this.machine.run(positions);
  }

  private outcome(next: bigint): EntryOutcome {
    const { p } = this.processor;
    const { s } = p;
    if (s[STOP] === STOP_UNMODELLED) return 'stops: not modelled';
    const reason = Number(this.field('exit-reason'));
    if (reason !== Number(NO_EXIT)) {
      if ((reason & ENTRY_FAILURE) === 0) return 'vm-entry';
      const abort = s[STOP] === STOP_VMX_ABORT ? `, abort ${this.abortIndicator()}` : '';
      if (abort === '' && (s[VMX_MODE] !== MODE_ROOT || p.q[RIP >> 1] !== this.field('host-rip'))) return 'lost';
      return `exit ${reason & 0xffff} qualification ${this.field('exit-qualification')}${abort}`;
    }
    if (s[VMX_MODE] === MODE_NON_ROOT) return 'vm-entry';
    if (p.q[RIP >> 1] !== next) return 'lost';
    const flags = getRflags(p) & (CF | ZF);
    if (flags === CF) return 'vm-fail-invalid';
    return flags === ZF ? `vm-fail-valid ${this.field('vm-instruction-error')}` : 'neither failed nor entered';
  }

  private field(id: VmcsFieldId): bigint {
    return fieldAt(this.machine.image, VMCS_POINTER, id);
  }

  private abortIndicator(): number {
    return this.machine.image.i32[regionWord(VMCS_POINTER) + ABORT_INDICATOR_WORD] as number;
  }

  /**
   * An entry that fails writes no more than the manual says: VMfail the VM-instruction error, a late failure the exit reason
   * and the qualification. SDM: "VM-Entry Failures During or After Loading Guest State".
   */
  private expectRegionKept(outcome: EntryOutcome, before: Int32Array): void {
    if (outcome === 'vm-entry') return;
    const written = outcome.startsWith('vm-fail-valid')
      ? [F['vm-instruction-error']]
      : outcome.startsWith('exit')
        ? [F['exit-reason'], F['exit-qualification']]
        : [];
    const may = new Set(written.flatMap((word) => [word, word + 1]).concat(ABORT_INDICATOR_WORD));
    const { i32 } = this.machine.image;
    const first = regionWord(VMCS_POINTER);
    for (let word = 0; word < REGION_WORDS; word++) {
      if (i32[first + word] !== before[word] && !may.has(word))
        throw new Error(`${outcome} wrote word ${word} of the region`);
    }
  }
}

function listenerFor(kind: EntryCase['listener'], transitions: Transition[]) {
  if (kind === 'nobody') return null;
  return {
    detailed: kind === 'detailed',
    transition: (t: Transition) => transitions.push(t),
    decision: () => undefined,
  };
}
