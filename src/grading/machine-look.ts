import { peekLinear } from '../cpu/mmu/memory';
import type { Processor } from '../cpu/processor';
import { getRflags } from '../cpu/registers/flags';
import { GENERAL_REGISTERS } from '../cpu/registers/register-names.table';
import { join64 } from '../cpu/state/address';
import { CR0, CR2, CR3, CR4, CR8, CYCLES, EFER, GPR, INSTRUCTIONS, RIP, XCR0 } from '../cpu/state/processor-layout';
import { RAM_BASE } from '../cpu/state/state-image';
import type { RegisterName } from '../lessons/exercise';
import type { Machine } from '../machine/machine';
import type { VmxMode } from '../protocol/snapshot';
import { CURRENT_VMCS, MODE_NON_ROOT, MODE_OFF, VMX_MODE } from '../vmx/state/vmx-layout';
import { fieldWidth } from '../vmx/vmcs/vmcs-field-encoding';
import { type VmcsFieldId, vmcsFieldList } from '../vmx/vmcs/vmcs-field-list.table';
import { NO_VMCS, readField } from '../vmx/vmcs/vmcs-region';

const REGION_BYTES = 0x1000n;

const places: Readonly<Record<string, number>> = { RIP, CR0, CR2, CR3, CR4, CR8, EFER, XCR0 };
const encodings = new Map(vmcsFieldList.map(({ id, encoding }) => [id, encoding]));

/** Reads a machine without changing it: what goals look at. */
export class MachineLook {
  private readonly p: Processor;
  private lastVmcs: bigint | null = null;

  constructor(private readonly machine: Machine) {
    this.p = machine.processors[0] as Processor;
  }

  get instructions(): number {
    return this.p.f[INSTRUCTIONS] as number;
  }

  get cycles(): number {
    return this.p.f[CYCLES] as number;
  }

  get position(): number {
    return this.machine.position();
  }

  get mode(): VmxMode {
    const mode = this.p.s[VMX_MODE];
    if (mode === MODE_OFF) return 'off';
    return mode === MODE_NON_ROOT ? 'non-root' : 'root';
  }

  /** VMPTRLD made this VMCS current: after a VMCLEAR or VMXOFF, which leave none, it is still the last. */
  sawVmcs(pointer: bigint): void {
    this.lastVmcs = pointer;
  }

  register(name: RegisterName): bigint {
    if (name === 'RFLAGS') return BigInt(getRflags(this.p) >>> 0);
    const place = places[name];
    return this.word(place ?? GPR + 2 * (GENERAL_REGISTERS as readonly string[]).indexOf(name));
  }

  /** A field of the VMCS that is current, else of the one that was current last; null when there never was one. */
  field(id: VmcsFieldId): bigint | null {
    const current = this.word(CURRENT_VMCS);
    const pointer = current === NO_VMCS ? this.lastVmcs : current;
    if (pointer === null || pointer + REGION_BYTES > BigInt(this.p.image.ramBytes)) return null;
    return readField(this.p.image, Number(pointer), id, fieldWidth(encodings.get(id) as number));
  }

  /** Bytes of memory; null where nothing is mapped, or no RAM is. */
  memory(space: 'linear' | 'physical', address: bigint, length: number): (number | null)[] {
    return Array.from({ length }, (_, k) => {
      const at = BigInt.asUintN(64, address + BigInt(k));
      if (space === 'linear') return peekLinear(this.p, at);
      return at < BigInt(this.p.image.ramBytes) ? (this.p.image.u8[RAM_BASE + Number(at)] as number) : null;
    });
  }

  private word(place: number): bigint {
    return join64(this.p.s[place] as number, this.p.s[place + 1] as number);
  }
}
