import { beforeEach, describe, expect, it } from 'vitest';
import { EXITED } from '../../../src/cpu/interrupts/fault';
import type { PageAccess } from '../../../src/cpu/ports';
import { asHostPhysical } from '../../../src/cpu/state/address';
import { MODE_NON_ROOT, VIRTUAL_APIC_WRITE } from '../../../src/vmx/state/vmx-layout';
import { setVmxMode } from '../../../src/vmx/unit';
import { VmxProcessor } from '../../support/vmx-processor';

const VIRTUAL_APIC = 0x14_0000;
const APIC_ACCESS = 0x14_1000;

/** The manual's lists of offsets, written down anew. */
const range = (first: number, last: number): number[] =>
  Array.from({ length: (last - first) / 16 + 1 }, (_, k) => first + 16 * k);
const LVT = range(0x320, 0x370);
const WRITTEN = [0x20, 0x80, 0xb0, 0xd0, 0xe0, 0xf0, 0x280, 0x300, 0x310, ...LVT, 0x380, 0x3e0];
const READ = [...WRITTEN, 0x30, ...range(0x100, 0x270)];

interface Configuration {
  readonly delivery: 0 | 1;
  readonly registers: 0 | 1;
  readonly ipis: 0 | 1;
}

function expected({ delivery, registers, ipis }: Configuration, write: boolean): number[] {
  const offsets = new Set([0x80]);
  if (delivery === 1) for (const offset of [0xb0, 0x300]) offsets.add(offset);
  if (ipis === 1 && write) offsets.add(0x300);
  if (registers === 1) for (const offset of write ? WRITTEN : READ) offsets.add(offset);
  return [...offsets].sort((a, b) => a - b);
}

function processor({ delivery, registers, ipis }: Configuration): VmxProcessor {
  const m = new VmxProcessor();
  m.set('virtual-apic-address', BigInt(VIRTUAL_APIC));
  m.set('apic-access-address', BigInt(APIC_ACCESS));
  m.setControl('primary-processor-based', 'use-tpr-shadow', 1);
  m.setControl('primary-processor-based', 'activate-secondary-controls', 1);
  m.setControl('primary-processor-based', 'activate-tertiary-controls', 1);
  m.setControl('secondary-processor-based', 'virtualize-apic-accesses', 1);
  m.setControl('secondary-processor-based', 'virtual-interrupt-delivery', delivery);
  m.setControl('secondary-processor-based', 'apic-register-virtualization', registers);
  m.setControl('tertiary-processor-based', 'ipi-virtualization', ipis);
  return m;
}

/** Where an access goes, or null when it exits. */
function access(m: VmxProcessor, offset: number, size: number, kind: PageAccess): number | null {
  try {
    return m.unit.pageAccess(m.p, asHostPhysical(APIC_ACCESS + offset), size, kind);
  } catch (signal) {
    if (signal === EXITED) return null;
    throw signal;
  }
}

const bits = [0, 1] as const;
const configurations = bits.flatMap((delivery) =>
  bits.flatMap((registers) => bits.map((ipis) => ({ delivery, registers, ipis }))),
);

describe('which accesses to the APIC-access page are virtualized', () => {
  it.each(configurations)('with delivery $delivery, registers $registers, IPIs $ipis', (configuration) => {
    const m = processor(configuration);
    for (const kind of ['read', 'write'] as const) {
      const answered: number[] = [];
      for (let offset = 0; offset < 0x1000; offset += 4) {
        setVmxMode(m.p, MODE_NON_ROOT);
        m.p.s[VIRTUAL_APIC_WRITE] = 0;
        const address = access(m, offset, 4, kind);
        if (address === null) continue;
        expect(address).toBe(VIRTUAL_APIC + offset);
        answered.push(offset);
      }
      expect(answered).toEqual(expected(configuration, kind === 'write'));
    }
  });
});

describe('accesses of the same operation', () => {
  let m: VmxProcessor;
  beforeEach(() => {
    m = processor({ delivery: 0, registers: 1, ipis: 0 });
  });

  it('a second write of the same bytes is virtualized', () => {
    expect(access(m, 0x80, 4, 'write')).toBe(VIRTUAL_APIC + 0x80);
    expect(access(m, 0x80, 4, 'write')).toBe(VIRTUAL_APIC + 0x80);
  });

  it.each([
    ['another offset', 0xf0, 4, 'write'],
    ['another size', 0x80, 2, 'write'],
    ['a read', 0x80, 4, 'read'],
  ] as const)('%s behind a virtualized write exits, and the write has no further effect', (_, offset, size, kind) => {
    access(m, 0x80, 4, 'write');
    expect(access(m, offset, size, kind)).toBeNull();
    expect(m.lastDecision?.rule).toBe('apic-access-form');
    expect(m.p.s[VIRTUAL_APIC_WRITE]).toBe(0);
  });

  it('single bytes of a register are virtualized with APIC-register virtualization only', () => {
    expect(access(m, 0x83, 1, 'read')).toBe(VIRTUAL_APIC + 0x83);
    expect(access(processor({ delivery: 0, registers: 0, ipis: 0 }), 0x83, 1, 'read')).toBeNull();
    expect(access(m, 0x82, 4, 'read')).toBeNull();
  });
});
