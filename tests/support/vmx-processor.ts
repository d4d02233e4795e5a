import { Instruction } from '../../src/cpu/decode/instruction';
import { presentMsrs } from '../../src/cpu/msr/present-msrs';
import { systemMsrs } from '../../src/cpu/msr/system-msrs';
import { Processor } from '../../src/cpu/processor';
import { CR0, CR3, CR4, EFER, INSTRUCTION_START, RIP } from '../../src/cpu/state/processor-layout';
import { StateImage } from '../../src/cpu/state/state-image';
import { LAB_CR0, LAB_CR4, LAB_EFER, LAB_PML4 } from '../../src/machine/boot/lab-layout.table';
import { everything } from '../../src/models/everything';
import { capabilitiesOf } from '../../src/vmx/capabilities/capabilities-of';
import { capabilityMsrRows } from '../../src/vmx/capabilities/capability-msr-rows';
import type { ControlWord } from '../../src/vmx/controls/control';
import { controlRow, controlWordTable } from '../../src/vmx/controls/control-words.table';
import type { Decision } from '../../src/vmx/explain/decision';
import type { Transition } from '../../src/vmx/explain/transition';
import { CURRENT_VMCS, MODE_NON_ROOT, MODE_ROOT } from '../../src/vmx/state/vmx-layout';
import { setVmxMode, VmxUnit } from '../../src/vmx/unit';
import type { VmcsFieldId } from '../../src/vmx/vmcs/vmcs-field-list.table';
import { baselineFields, fieldAt, prepareRegion, VMCS_POINTER, writeFields } from './baseline-vmcs';

export const HOST_RIP = 0x10_4000n;
export const GUEST_RIP = 0x10_5000n;

/** A processor with VMX and a baseline VMCS, without board or program: for rules in isolation. */
export class VmxProcessor {
  readonly image = new StateImage(0x20_0000);
  readonly p: Processor;
  readonly unit: VmxUnit;
  readonly decisions: Decision[] = [];
  readonly transitions: Transition[] = [];

  /** Stands in VMX non-root operation in front of GUEST_RIP, or in root operation for `mode` 'root'. */
  constructor(mode: 'non-root' | 'root' = 'non-root') {
    const capabilities = capabilitiesOf(everything);
    const msrs = presentMsrs(everything.cpuid, [...systemMsrs, ...capabilityMsrRows(capabilities)]);
    const bus = {
      readPhysical: () => -1,
      writePhysical: () => undefined,
      readPort: () => -1,
      writePort: () => undefined,
    };
    this.p = new Processor({ id: 0, image: this.image, bus, cpuid: everything.cpuid, msrs, operations: new Map() });
    this.unit = new VmxUnit(this.p, capabilities);
    prepareRegion(this.image, VMCS_POINTER, capabilities.revision, baselineFields(capabilities, HOST_RIP, GUEST_RIP));
    const { q } = this.p;
    q[CURRENT_VMCS >> 1] = BigInt(VMCS_POINTER);
    q[CR0 >> 1] = LAB_CR0;
    q[CR3 >> 1] = BigInt(LAB_PML4);
    q[CR4 >> 1] = LAB_CR4 | 0x2000n;
    q[EFER >> 1] = LAB_EFER;
    this.standAt(GUEST_RIP, 2);
    setVmxMode(this.p, mode === 'root' ? MODE_ROOT : MODE_NON_ROOT);
    this.unit.listener = {
      transition: (t) => this.transitions.push(t),
      decision: (d) => this.decisions.push(d),
    };
  }

  /** As while an instruction of `length` bytes at `rip` runs: RIP is already behind it. */
  standAt(rip: bigint, length: number): void {
    this.p.q[INSTRUCTION_START >> 1] = rip;
    this.p.q[RIP >> 1] = rip + BigInt(length);
  }

  /** An instruction as the decoder would make it. */
  instruction(operation: string, members: Partial<Instruction> = {}): Instruction {
    const i = Object.assign(new Instruction(() => undefined), { operation, length: 2, ...members });
    this.standAt(this.p.q[INSTRUCTION_START >> 1] as bigint, i.length);
    return i;
  }

  field(id: VmcsFieldId): bigint {
    return fieldAt(this.image, VMCS_POINTER, id);
  }

  set(id: VmcsFieldId, value: bigint): void {
    writeFields(this.image, VMCS_POINTER, { [id]: value });
  }

  setControl(word: ControlWord, id: string, value: 0 | 1): void {
    const field = controlWordTable(word).field;
    const mask = 1n << BigInt(controlRow(word, id).bit);
    this.set(field, value === 1 ? this.field(field) | mask : this.field(field) & ~mask);
  }

  get lastDecision(): Decision | undefined {
    return this.decisions.at(-1);
  }

  get lastTransition(): Transition | undefined {
    return this.transitions.at(-1);
  }
}
