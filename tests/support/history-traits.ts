import { RIP } from '../../src/cpu/state/processor-layout';
import { RAM_BASE } from '../../src/cpu/state/state-image';
import type { Machine } from '../../src/machine/machine';
import { MODE_NON_ROOT, VMX_MODE } from '../../src/vmx/state/vmx-layout';

/** What a history or the moment at its end can have in it. */
export const TRAITS = [
  'edit',
  'refused edit',
  'injected event',
  'entry of the journal passed again',
  'IN',
  'RDRAND',
  'fault',
  'interrupt',
  'VM entry',
  'VM exit',
  'moment inside REP',
  'moment inside REP after an edit or event',
  'moment in the guest',
  'moment in the host',
  'halted moment',
] as const;
export type Trait = (typeof TRAITS)[number];

const REX = 0x40;

/** The bytes at RIP; addresses are the same in every space of the random programs. */
function bytesAtRip(machine: Machine): Uint8Array {
  const rip = Number(machine.processors[0]?.q[RIP >> 1] ?? 0n);
  return machine.image.u8.subarray(RAM_BASE + rip, RAM_BASE + rip + 4);
}

/** Whether bytes begin a repeated string instruction: REP, perhaps behind an operand-size prefix, and OUTSB, MOVSB, MOVSW or STOSB. */
function isRepeated(bytes: Uint8Array): boolean {
  const at = bytes[0] === 0x66 ? 1 : 0;
  return bytes[at] === 0xf3 && [0x6e, 0xa4, 0xa5, 0xaa].includes(bytes[at + 1] as number);
}

/** Looks at a machine that runs straight, step by step, and notes what its history has. */
export class HistoryWatch {
  private lastRip = -1n;

  constructor(readonly traits: Set<Trait>) {}

  readonly beforeStep = (machine: Machine): void => {
    const p = machine.processors[0];
    if (p === undefined) return;
    const bytes = bytesAtRip(machine);
    const first = bytes[0] as number;
    if (first === 0xe4 || first === 0xe5 || first === 0xec || first === 0xed) this.traits.add('IN');
    const at = (first & 0xf0) === REX ? 1 : 0;
    if (bytes[at] === 0x0f && bytes[at + 1] === 0xc7 && (bytes[at + 2] as number) >= 0xf0) this.traits.add('RDRAND');
    this.lastRip = p.q[RIP >> 1] as bigint;
    if (p.listener !== null) return;
    p.listener = {
      delivered: (_p, _vector, kind) => {
        this.traits.add(kind === 'exception' || kind === 'software-exception' ? 'fault' : 'interrupt');
      },
    };
    for (const unit of machine.vmx) {
      unit.listener = {
        detailed: false,
        decision: () => undefined,
        transition: ({ kind }) => {
          if (kind === 'vm-entry') this.traits.add('VM entry');
          if (kind === 'vm-exit') this.traits.add('VM exit');
        },
      };
    }
  };

  /** The machine stands at the end of the history. */
  noteMoment(machine: Machine): void {
    const p = machine.processors[0];
    if (p === undefined) return;
    const guest = p.s[VMX_MODE] === MODE_NON_ROOT;
    this.traits.add(machine.stop !== 0 ? 'halted moment' : guest ? 'moment in the guest' : 'moment in the host');
    if (p.q[RIP >> 1] === this.lastRip && isRepeated(bytesAtRip(machine))) {
      this.traits.add('moment inside REP');
      if (this.traits.has('edit') || this.traits.has('injected event'))
        this.traits.add('moment inside REP after an edit or event');
    }
  }
}
