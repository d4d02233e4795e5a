import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EFER } from '../../../src/cpu/state/processor-layout';
import type { EntryCheck } from '../../../src/vmx/entry/checks/entry-check';
import { entryChecks } from '../../../src/vmx/entry/checks/entry-checks.table';
import { HeldChecks } from '../../../src/vmx/entry/checks/held-checks';
import { CURRENT_VMCS } from '../../../src/vmx/state/vmx-layout';
import { type VmcsFieldId, vmcsFieldList } from '../../../src/vmx/vmcs/vmcs-field-list.table';
import { REVISION_WORD, regionWord } from '../../../src/vmx/vmcs/vmcs-region';
import { type Fields, prepareRegion, VMCS_POINTER, writeFields } from '../../support/baseline-vmcs';
import { VmxProcessor } from '../../support/vmx-processor';
import { baseline, capabilities, entryCheckCases, passingCases } from './entry-check-cases';

const SECOND_POINTER = 0x12_2000;

/** Cases of the processor as it is. */
const plainCases = Object.entries(entryCheckCases).filter(
  ([, { capabilities: other, memory, ia32e }]) => other === undefined && memory === undefined && ia32e === undefined,
);

/** Both ways to an answer, side by side on one processor. */
class Pair {
  readonly machine = new VmxProcessor('root');
  readonly held = new HeldChecks(this.machine.p, capabilities);

  constructor() {
    for (const pointer of [VMCS_POINTER, SECOND_POINTER]) {
      prepareRegion(this.machine.image, pointer, capabilities.revision, baseline);
    }
  }

  use(pointer: number): void {
    this.machine.p.q[CURRENT_VMCS >> 1] = BigInt(pointer);
  }

  write(pointer: number, fields: Fields): void {
    writeFields(this.machine.image, pointer, fields);
  }

  /** Whether the fast way and running every row afresh say the same; returns what they say. */
  agree(): boolean {
    const fast = this.held.hold();
    const slow = new HeldChecks(this.machine.p, capabilities).explain().failing.length === 0;
    expect(fast).toBe(slow);
    return fast;
  }
}

const fieldsOf = Object.values({ ...entryCheckCases, ...passingCases }).map((given) => given.fields);
const randomField = fc.record({
  id: fc.constantFrom(...vmcsFieldList.map((row) => row.id as VmcsFieldId)),
  value: fc.oneof(
    fc.constantFrom(0n, 1n, 0xffff_ffff_ffff_ffffn, 0xc093n, 0x8000_0202n),
    fc.bigInt(0n, (1n << 64n) - 1n),
  ),
});
const step = fc.oneof(
  fc.record({ kind: fc.constant('fields' as const), fields: fc.constantFrom(...fieldsOf) }),
  fc.record({ kind: fc.constant('random' as const), field: randomField }),
  fc.record({ kind: fc.constant('restore' as const) }),
  fc.record({ kind: fc.constant('mode' as const), ia32e: fc.boolean() }),
  fc.record({ kind: fc.constant('revision' as const), value: fc.constantFrom(capabilities.revision, 0) }),
  fc.record({ kind: fc.constant('switch' as const), pointer: fc.constantFrom(VMCS_POINTER, SECOND_POINTER) }),
);

describe('checks that held', () => {
  it('give the answers of a full run, whatever is written in between', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), (steps) => {
        const pair = new Pair();
        let pointer = VMCS_POINTER;
        pair.use(pointer);
        for (const each of steps) {
          if (each.kind === 'fields') pair.write(pointer, each.fields);
          else if (each.kind === 'random') pair.write(pointer, { [each.field.id]: each.field.value });
          else if (each.kind === 'restore')
            prepareRegion(pair.machine.image, pointer, capabilities.revision, { ...blank, ...baseline });
          else if (each.kind === 'mode') pair.machine.p.q[EFER >> 1] = each.ia32e ? 0xd01n : 0n;
          else if (each.kind === 'revision')
            pair.machine.image.i32[regionWord(SECOND_POINTER) + REVISION_WORD] = each.value;
          else pointer = each.pointer;
          pair.use(pointer);
          pair.agree();
        }
      }),
      { numRuns: 60, seed: 20261122 },
    );
  });

  it.each(plainCases)('notice the broken %s after all held, and that it is mended', (_id, given) => {
    const pair = new Pair();
    pair.use(VMCS_POINTER);
    expect(pair.agree()).toBe(true);
    pair.write(VMCS_POINTER, given.fields);
    expect(pair.agree()).toBe(false);
    expect(pair.agree()).toBe(false);
    pair.write(VMCS_POINTER, { ...blankOf(given.fields), ...baseline });
    expect(pair.agree()).toBe(true);
  });

  it('run no row again while nothing changes, and the readers of RIP alone when RIP does', () => {
    const machine = new VmxProcessor('root');
    const ran: string[] = [];
    const rows = entryChecks.map(
      (row): EntryCheck => ({
        ...row,
        holds: (c) => {
          ran.push(row.id);
          return row.holds(c);
        },
      }),
    );
    const held = new HeldChecks(machine.p, capabilities, rows);
    expect(held.hold()).toBe(true);
    ran.length = 0;
    expect(held.hold()).toBe(true);
    expect(ran).toEqual([]);
    machine.set('guest-rip', 0x10_6000n);
    expect(held.hold()).toBe(true);
    expect(ran).toEqual(['guest-rip-identical-upper-bits']);
  });

  it('keep reading the memory behind a VMCS link pointer', () => {
    const pair = new Pair();
    pair.use(VMCS_POINTER);
    pair.write(VMCS_POINTER, { 'vmcs-link-pointer': BigInt(SECOND_POINTER) });
    expect(pair.agree()).toBe(true);
    pair.machine.image.i32[regionWord(SECOND_POINTER) + REVISION_WORD] = 1;
    expect(pair.agree()).toBe(false);
  });
});

const blank: Fields = Object.fromEntries(vmcsFieldList.map((row) => [row.id, 0n]));
const blankOf = (fields: Fields): Fields => Object.fromEntries(Object.keys(fields).map((id) => [id, 0n]));
