import { programs } from '../../src/programs/index';
import type { Breakpoint, HandEdit, InjectedEvent, JournalEntry } from '../../src/protocol/commands';
import type { Moment, Work } from '../../src/share/work';
import { vmcsFieldList } from '../../src/vmx/vmcs/vmcs-field-list.table';

/** Numbers that look random and are the same each time. */
export class Dice {
  constructor(private state: number) {}

  /** 0 … below - 1 */
  roll(below: number): number {
    this.state = (Math.imul(this.state, 0x5851_f42d) + 0x1405_7b7e) | 0;
    let bits = this.state ^ (this.state >>> 15);
    bits = Math.imul(bits, 0x2c1b_3c6d);
    return ((bits ^ (bits >>> 13)) >>> 0) % below;
  }

  chance(percent: number): boolean {
    return this.roll(100) < percent;
  }

  pick<T>(values: readonly T[]): T {
    return values[this.roll(values.length)] as T;
  }

  list<T>(most: number, make: () => T): T[] {
    return Array.from({ length: this.roll(most + 1) }, make);
  }

  word(): bigint {
    const word = (BigInt(this.roll(2 ** 31)) << 33n) ^ (BigInt(this.roll(2 ** 31)) << 11n) ^ BigInt(this.roll(2 ** 11));
    return BigInt.asUintN(this.pick([1, 8, 16, 32, 48, 64]), word);
  }

  count(): number {
    return this.roll(2 ** this.pick([1, 8, 20, 31])) * (this.chance(5) ? 2 ** 21 : 1);
  }
}

const LINES = [
  'start:',
  '    vmlaunch',
  '    mov rax, 0x1234_5678',
  '%include "vmm.inc"',
  "    db 'text; no comment', 0 ; 注释",
  '\tvmwrite rdx, rax',
  '; <script>alert(1)</script>',
  '',
  '\r',
  '\ud83d\ude00 \ud800',
  '%macro m 1+\n    nop\n%endmacro',
];

const NAMES = ['vmm.asm', 'guest.asm', 'a', '客户机.asm', 'x y.inc', '<b>.asm', '"q".asm', '__proto__', 'constructor'];

/** Any work that a page could have made. */
export function randomWork(dice: Dice): Work {
  const example = dice.chance(30) ? dice.pick(programs) : null;
  const names = NAMES.filter(() => dice.chance(30));
  const own = (names.length === 0 ? ['vmm.asm'] : names).map((name) => ({ name, text: randomText(dice) }));
  return {
    engine: dice.pick(['0.1.0', '1.2.3-rc.1+x', '10.0.0']),
    program: example?.id ?? null,
    model: dice.pick(['everything', 'haswell', 'no-such-model']),
    memoryMib: dice.pick([2, 64, 64, 64, 128, 3072]),
    ...(dice.chance(20) ? { processors: 2 + dice.roll(7) } : {}),
    files: example !== null && dice.chance(50) ? example.files : own,
    breakpoints: dice.chance(40) ? dice.list(8, () => randomBreakpoint(dice)) : [],
    ...(dice.chance(30) ? { panes: randomPanes(dice) } : {}),
    ...(dice.chance(50) ? { moment: randomMoment(dice) } : {}),
  };
}

const randomText = (dice: Dice): string => dice.list(40, () => dice.pick(LINES)).join('\n');

function randomPanes(dice: Dice) {
  return {
    openFile: dice.pick([null, ...NAMES]),
    middle: dice.pick(['transitions', 'lesson']),
    inspector: dice.pick(['vmcs', 'registers', 'memory', 'a-panel-to-come']),
    drawer: dice.chance(50),
  };
}

function randomBreakpoint(dice: Dice): Breakpoint {
  const access = dice.pick(['read', 'write', 'access'] as const);
  const space = dice.pick(['linear', 'physical'] as const);
  const breakpoint = dice.pick<Breakpoint>([
    { kind: 'line', file: dice.pick(NAMES), line: 1 + dice.roll(1000) },
    { kind: 'address', address: dice.word() },
    { kind: 'data', address: dice.word(), length: dice.pick([1, 2, 4, 8]), access, space },
    { kind: 'port', port: dice.roll(0x1_0000), access: dice.pick(['in', 'out', 'access']) },
    { kind: 'msr', index: dice.roll(2 ** 32), access },
    { kind: 'vmcs-field', field: dice.pick(vmcsFieldList).id, access },
    { kind: 'vm-exit', reason: dice.pick([null, dice.roll(80)]) },
    { kind: 'vm-exit', reason: dice.roll(80), condition: 'rax == 5 && exit-qualification & 0x10' },
    { kind: 'vm-entry-failure' },
  ]);
  return dice.chance(20) ? { ...breakpoint, enabled: dice.chance(50) } : breakpoint;
}

function randomMoment(dice: Dice): Moment {
  let position = 0;
  const journal: JournalEntry[] = dice.list(6, () => {
    position += dice.roll(1000);
    return { position, event: randomEvent(dice) };
  });
  return {
    journal,
    position: position + dice.count(),
    transition: dice.count(),
    digest: dice.word().toString(16).padStart(16, '0'),
  };
}

function randomEvent(dice: Dice): InjectedEvent | HandEdit {
  return dice.pick<InjectedEvent | HandEdit>([
    { kind: 'external-interrupt', vector: 0x10 + dice.roll(0xf0) },
    { kind: 'nmi' },
    { kind: 'init' },
    { kind: 'smi' },
    { kind: 'machine-check' },
    { kind: 'transition-machine-check' },
    { kind: 'register', name: dice.pick(['RAX', 'R15', 'RIP', 'RFLAGS', 'CR0']), value: dice.word() },
    { kind: 'register', name: 'RAX', value: dice.word(), processor: dice.roll(8) },
    {
      kind: 'memory',
      space: dice.pick(['linear', 'physical']),
      address: dice.word(),
      bytes: [dice.roll(256), ...dice.list(20, () => dice.roll(256))],
    },
    { kind: 'vmcs-field', pointer: dice.word(), field: dice.pick(vmcsFieldList).id, value: dice.word() },
  ]);
}
