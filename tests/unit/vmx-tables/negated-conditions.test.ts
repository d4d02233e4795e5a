import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { negations } from '../../../build/negate-plugin';
import {
  type AnsweringControl,
  type VirtualApicRegister,
  virtualApicRegisters,
} from '../../../src/vmx/apic-virtualization/virtual-apic-registers.table';
import { eptVpidCapabilities } from '../../../src/vmx/capabilities/ept-vpid-capabilities.table';
import type { isEptp } from '../../../src/vmx/ept/eptp-rules.table';
import type { loadMsrsOnEntry, storeMsrsOnExit } from '../../../src/vmx/msr-areas/msr-areas';
import { VmxProcessor } from '../../support/vmx-processor';
import { capabilities } from './entry-check-cases';
import {
  type EptWalkModule,
  eptWalkCases,
  lookUpCase,
  type SubPageModule,
  subPageCases,
  walkCase,
} from './ept-walk-cases';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** The modules of a source, each with another of its conditions negated. */
async function negatedModules<Module>(path: string): Promise<readonly (readonly [condition: string, Module])[]> {
  const conditions = negations(readFileSync(ROOT + path, 'utf8')).map(({ condition }) =>
    condition.replace(/\s+/g, ' '),
  );
  expect(conditions.length).toBeGreaterThan(0);
  return Promise.all(
    conditions.map(async (condition, n) => {
      const specifier = `/${path}?negate=${n}`;
      return [condition, (await import(/* @vite-ignore */ specifier)) as Module] as const;
    }),
  );
}

/** What a function comes to, also when it throws. */
function outcome(run: () => unknown): string {
  try {
    return String(run());
  } catch {
    return 'throws';
  }
}

/** Holds the modules to the cases: some case must come to something else; says how many are noticed. */
function expectNoticed<Module>(
  what: string,
  modules: readonly (readonly [condition: string, Module])[],
  cases: readonly { readonly name: string; readonly comesTo: string }[],
  run: (module: Module, index: number) => unknown,
): void {
  const survivors = modules.filter(([, module]) =>
    cases.every(({ comesTo }, index) => outcome(() => run(module, index)) === comesTo),
  );
  process.stdout.write(`${what}: ${modules.length - survivors.length} of ${modules.length} negations killed\n`);
  expect(survivors.map(([condition]) => condition)).toEqual([]);
}

describe('the conditions of an EPT walk', () => {
  it.each(eptWalkCases)('$name: $comesTo', async (given) => {
    const module = (await import('../../../src/vmx/ept/ept-walk')) as EptWalkModule;
    expect(walkCase(module, given)).toBe(given.comesTo);
  });

  it('are noticed when they are negated', async () => {
    const modules = await negatedModules<EptWalkModule>('src/vmx/ept/ept-walk.ts');
    expectNoticed('EPT rules', modules, eptWalkCases, (module, n) => walkCase(module, eptWalkCases[n] as never));
  });
});

describe('the conditions of a look-up of sub-page permissions', () => {
  it('are noticed when they are negated', async () => {
    const modules = await negatedModules<SubPageModule>('src/vmx/ept/sub-page-permissions.ts');
    expectNoticed('sub-page permissions', modules, subPageCases, (module, n) =>
      lookUpCase(module, subPageCases[n] as never),
    );
  });
});

const EPTP = 0x20_001en;
/** Values of the EPTP, with what of IA32_VMX_EPT_VPID_CAP is missing. */
const eptpCases: readonly { name: string; eptp: bigint; lacks?: keyof typeof eptVpidCapabilities; comesTo: string }[] =
  [
    { name: 'write-back, four levels', eptp: EPTP, comesTo: 'true' },
    { name: 'uncacheable', eptp: EPTP & ~7n, comesTo: 'true' },
    { name: 'uncacheable where that is not supported', eptp: EPTP & ~7n, lacks: 'uncacheable', comesTo: 'false' },
    { name: 'write-combining', eptp: (EPTP & ~7n) | 1n, comesTo: 'false' },
    { name: 'five levels', eptp: EPTP + 8n, comesTo: 'true' },
    { name: 'five levels where four are the most', eptp: EPTP + 8n, lacks: 'page-walk-5', comesTo: 'false' },
    { name: 'three levels', eptp: EPTP - 8n, comesTo: 'false' },
    { name: 'accessed and dirty flags', eptp: EPTP | 0x40n, comesTo: 'true' },
    { name: 'flags where there are none', eptp: EPTP | 0x40n, lacks: 'accessed-dirty', comesTo: 'false' },
    { name: 'a reserved bit', eptp: EPTP | 0x100n, comesTo: 'false' },
    { name: 'an address beyond the width', eptp: EPTP | (1n << 46n), comesTo: 'false' },
  ];

describe('the rules about the EPTP', () => {
  type Rules = { readonly isEptp: typeof isEptp };
  const run = (module: Rules, { eptp, lacks }: (typeof eptpCases)[number]): boolean => {
    const missing = lacks === undefined ? 0n : 1n << BigInt(eptVpidCapabilities[lacks]);
    return module.isEptp(capabilities.eptVpid & ~missing, 46, eptp);
  };

  it.each(eptpCases)('$name: $comesTo', async (given) => {
    expect(String(run(await import('../../../src/vmx/ept/eptp-rules.table'), given))).toBe(given.comesTo);
  });

  it('are noticed when they are negated', async () => {
    const modules = await negatedModules<Rules>('src/vmx/ept/eptp-rules.table.ts');
    expectNoticed('EPTP rules', modules, eptpCases, (module, n) => run(module, eptpCases[n] as never));
  });
});

type Areas = { readonly loadMsrsOnEntry: typeof loadMsrsOnEntry; readonly storeMsrsOnExit: typeof storeMsrsOnExit };
interface AreaCase {
  readonly name: string;
  readonly kind: 'load' | 'store';
  /** Index, bits 63:32 of the entry's first half, value. */
  readonly entries: readonly (readonly [index: number, reserved?: number, value?: bigint])[];
  readonly count?: number;
  readonly comesTo: string;
}
const AREA = 0x19_0000;
const SYSENTER_CS = 0x174;
const areaCases: readonly AreaCase[] = [
  { name: 'two MSRs', kind: 'load', entries: [[SYSENTER_CS], [0x175]], comesTo: '0' },
  { name: 'an area that is empty', kind: 'load', entries: [[0x808]], count: 0, comesTo: '0' },
  { name: 'bits 63:32', kind: 'load', entries: [[SYSENTER_CS], [SYSENTER_CS, 1]], comesTo: '2' },
  { name: 'a register of the local APIC', kind: 'load', entries: [[0x808]], comesTo: '1' },
  { name: 'the base of FS', kind: 'load', entries: [[0xc000_0100]], comesTo: '1' },
  { name: 'the base of GS', kind: 'load', entries: [[0xc000_0101]], comesTo: '1' },
  { name: 'IA32_SMM_MONITOR_CTL', kind: 'load', entries: [[0x9b]], comesTo: '1' },
  { name: 'an MSR that does not exist', kind: 'load', entries: [[0x4000_0000]], comesTo: '1' },
  { name: 'a read-only MSR', kind: 'load', entries: [[0x480]], comesTo: '1' },
  { name: 'a value that WRMSR refuses', kind: 'load', entries: [[0x175, 0, 1n << 60n]], comesTo: '1' },
  {
    name: 'as many entries as are recommended at the most',
    kind: 'load',
    entries: Array.from({ length: 512 }, () => [SYSENTER_CS] as const),
    comesTo: '0',
  },
  {
    name: 'one entry more',
    kind: 'load',
    entries: Array.from({ length: 513 }, () => [SYSENTER_CS] as const),
    comesTo: '513',
  },
  { name: 'an MSR', kind: 'store', entries: [[0x480]], comesTo: '0' },
  { name: 'an MSR that does not exist', kind: 'store', entries: [[0x4000_0000]], comesTo: '1' },
  { name: 'a register of the local APIC', kind: 'store', entries: [[0x808]], comesTo: '1' },
  { name: 'IA32_SMBASE', kind: 'store', entries: [[0x9e]], comesTo: '1' },
];

describe('the rules about MSR areas', () => {
  const machine = new VmxProcessor('root');
  const run = (module: Areas, given: AreaCase): number => {
    for (const [n, [index, reserved, value]] of given.entries.entries()) {
      const at = (0x10_0000 + AREA + 16 * n) / 8;
      machine.image.noteWrite((AREA + 16 * n) >>> 12);
      machine.image.u64[at] = BigInt(index) | (BigInt(reserved ?? 0) << 32n);
      machine.image.u64[at + 1] = value ?? 0n;
    }
    const area = given.kind === 'load' ? 'vm-entry-msr-load' : 'vm-exit-msr-store';
    machine.set(`${area}-address`, BigInt(AREA));
    machine.set(`${area}-count`, BigInt(given.count ?? given.entries.length));
    return given.kind === 'load' ? module.loadMsrsOnEntry(machine.unit) : module.storeMsrsOnExit(machine.unit);
  };

  it.each(areaCases)('$kind of $name: $comesTo', async (given) => {
    expect(String(run(await import('../../../src/vmx/msr-areas/msr-areas'), given))).toBe(given.comesTo);
  });

  it('are noticed when they are negated', async () => {
    const modules = await negatedModules<Areas>('src/vmx/msr-areas/msr-areas.ts');
    expectNoticed('MSR areas', modules, areaCases, (module, n) => run(module, areaCases[n] as never));
  });
});

/** Offsets that "APIC-register virtualization" lets be read. SDM: "Virtualizing Reads from the APIC-Access Page". */
const READABLE = [
  0x20, 0x30, 0x80, 0xb0, 0xd0, 0xe0, 0xf0, 0x100, 0x110, 0x120, 0x130, 0x140, 0x150, 0x160, 0x170, 0x180, 0x190, 0x1a0,
  0x1b0, 0x1c0, 0x1d0, 0x1e0, 0x1f0, 0x200, 0x210, 0x220, 0x230, 0x240, 0x250, 0x260, 0x270, 0x280, 0x300, 0x310, 0x320,
  0x330, 0x340, 0x350, 0x360, 0x370, 0x380, 0x3e0,
];
/** The same for writes. SDM: "Determining Whether a Write Access is Virtualized". */
const WRITABLE = [
  0x20, 0x80, 0xb0, 0xd0, 0xe0, 0xf0, 0x280, 0x300, 0x310, 0x320, 0x330, 0x340, 0x350, 0x360, 0x370, 0x380, 0x3e0,
];

describe('the registers of the virtual-APIC page', () => {
  const REGISTERS: AnsweringControl = 'apic-register-virtualization';
  const negated = (controls: readonly AnsweringControl[]): readonly AnsweringControl[] =>
    controls.includes(REGISTERS) ? controls.filter((control) => control !== REGISTERS) : [...controls, REGISTERS];
  const agree = (rows: readonly VirtualApicRegister[]): boolean => {
    const offsets = (way: 'read' | 'write'): string =>
      rows
        .filter((row) => row[way].includes(REGISTERS))
        .map(({ offset }) => offset)
        .join();
    return offsets('read') === READABLE.join() && offsets('write') === WRITABLE.join();
  };

  it('are read and written as the manual lists them', () => {
    expect(agree(virtualApicRegisters)).toBe(true);
  });

  it('are noticed when what makes them answer is negated', () => {
    const turns = virtualApicRegisters.flatMap((row) => (['read', 'write'] as const).map((way) => [row, way] as const));
    const killed = turns.filter(
      ([row, way]) =>
        !agree(virtualApicRegisters.map((other) => (other === row ? { ...row, [way]: negated(row[way]) } : other))),
    );
    process.stdout.write(`virtual-APIC registers: ${killed.length} of ${turns.length} negations killed\n`);
    expect(killed.length).toBe(turns.length);
  });
});
