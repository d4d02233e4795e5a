import { ProblemError } from '../../src/base/problem-error';
import { Processor } from '../../src/cpu/processor';
import { EVENTS, GPR, INSTRUCTIONS, RIP, STOP } from '../../src/cpu/state/processor-layout';
import { DEVICES_BASE, RAM_BASE, StateImage } from '../../src/cpu/state/state-image';
import { STOP_HALTED } from '../../src/cpu/state/stop-code';
import type { HandEdit, InjectedEvent } from '../../src/protocol/commands';
import type { RecordedMachine } from '../../src/recorder/recorded-machine';
import type { Transition, VmxListener } from '../../src/vmx/explain/transition';

const RAM_BYTES = 0x4_0000;

/**
 * A machine that obeys the same laws as the real one and is simple enough to be obviously right: each step scrambles a
 * register, writes one word of RAM chosen by it, now and then a byte to a console, a transition, a device word.
 */
export class PseudoMachine implements RecordedMachine {
  readonly image = new StateImage(RAM_BYTES);
  readonly processors: readonly Processor[];
  listener: VmxListener | null = null;
  console: ((byte: number) => void) | null = null;
  restorations = 0;
  private readonly p: Processor;

  get current(): Processor {
    return this.p;
  }

  /** @param end position at which the machine halts */
  constructor(private readonly end = Number.POSITIVE_INFINITY) {
    this.p = new Processor({
      id: 0,
      image: this.image,
      bus: { readPhysical: () => 0, writePhysical: () => undefined, readPort: () => 0, writePort: () => undefined },
      cpuid: { leaf: () => [0, 0, 0, 0], physicalAddressBits: 39, linearAddressBits: 48 },
      msrs: new Map(),
      operations: new Map(),
    });
    this.processors = [this.p];
    this.p.s[GPR] = 0x1234_5678;
    this.write(8, 99);
  }

  step(): void {
    const { s, f } = this.p;
    if (s[STOP] !== 0) return;
    f[INSTRUCTIONS] += 1;
    const x = this.scramble();
    s[RIP] = x & 0xff;
    this.write((x >>> 8) % (RAM_BYTES / 4), x);
    if (x % 7 === 0) this.write(((x >>> 8) % 64) * 1024, 0);
    if (x % 11 === 0) this.image.i32[DEVICES_BASE / 4 + (x & 15)] += 1;
    if (x % 13 === 0) this.console?.(x & 0xff);
    if (x % 17 === 0) this.listener?.transition(this.transition(x));
    if (this.position() >= this.end) s[STOP] = STOP_HALTED;
  }

  run(steps: number): number {
    let done = 0;
    while (done < steps && this.p.s[STOP] === 0) {
      this.step();
      done++;
    }
    return done;
  }

  position(): number {
    return this.p.f[INSTRUCTIONS] + this.p.f[EVENTS];
  }

  restored(): void {
    this.restorations++;
  }

  inject(event: InjectedEvent): void {
    this.p.s[GPR] ^= event.kind === 'external-interrupt' ? event.vector : 0x5555;
    if (this.p.s[STOP] === STOP_HALTED && this.position() < this.end) this.p.s[STOP] = 0;
  }

  edit(edit: HandEdit): void {
    if (edit.kind === 'vmcs-field') throw new ProblemError('vmcs-field-unknown', {}, 'no VMCS here');
    if (edit.kind === 'register') this.p.s[GPR] = Number(BigInt.asIntN(32, edit.value));
    else for (const [k, byte] of edit.bytes.entries()) this.write((Number(edit.address) + k) % (RAM_BYTES / 4), byte);
  }

  /** The whole state as a string, computed the slow way. */
  digest(): string {
    let low = 17;
    for (const word of this.image.i32) low = (Math.imul(low, 31) + word) | 0;
    return `${this.position()}:${low >>> 0}`;
  }

  /** Everything that a recorder should have recorded up to now, gathered independently. */
  private scramble(): number {
    let x = this.p.s[GPR] | 0;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.p.s[GPR] = x;
    return x >>> 0;
  }

  private write(word: number, value: number): void {
    this.image.noteWrite(word >>> 10);
    this.image.i32[RAM_BASE / 4 + word] = value;
  }

  private transition(x: number): Transition {
    const entry = x % 2 === 0;
    return {
      kind: entry ? 'vm-entry' : 'vm-exit',
      cpu: 0,
      instructions: this.p.f[INSTRUCTIONS],
      position: this.position(),
      cycles: this.position() * 3,
      cost: 2,
      cause: 'pseudo',
      fromRip: BigInt(x),
      toRip: BigInt(x + 1),
      vmcs: 0x3000n,
      ...(entry ? {} : { exitReason: x % 5 }),
      why: null,
      checks: [],
      saved: this.listener?.detailed === false ? [] : [{ field: 'guest-rip', old: 0n, new: BigInt(x) }],
      loaded: [],
    };
  }
}
