import { beforeEach, describe, expect, it } from 'vitest';
import { GP, PF } from '../../../src/cpu/interrupts/fault';
import { ACCESS_FETCH, ACCESS_IMPLICIT, ACCESS_READ, ACCESS_USER, ACCESS_WRITE } from '../../../src/cpu/mmu/access';
import { explainWalk } from '../../../src/cpu/mmu/explain-walk';
import { read32, write32 } from '../../../src/cpu/mmu/memory';
import { flushPcid, flushTlb, invalidatePage, invalidatePageOfPcid, pagingChanged } from '../../../src/cpu/mmu/tlb';
import { cachedTranslations } from '../../../src/cpu/mmu/tlb-view';
import type { CpuidResult } from '../../../src/cpu/ports';
import type { Processor } from '../../../src/cpu/processor';
import { writeCr0, writeCr3, writeCr4 } from '../../../src/cpu/registers/control-registers';
import { setCpl } from '../../../src/cpu/registers/privilege';
import { writePkrs, writePkru } from '../../../src/cpu/registers/protection-key-rights';
import { CR0, CR3, CR4, EFER, FAULT } from '../../../src/cpu/state/processor-layout';
import { RAM_BASE } from '../../../src/cpu/state/state-image';
import { coreProcessor } from '../../support/core-processor';

const PAE = 0x20n;
const PGE = 0x80n;
const PCIDE = 0x2_0000n;
const PKE = 0x40_0000;
const PKS = 0x100_0000;
const NO_FLUSH = 1n << 63n;
const TABLES = 0x1000;
const PT = 0x4000;
const FRAME = 0x9000;
const OTHER = 0xa000;

let p: Processor;

function poke(address: number, value: bigint): void {
  p.image.noteWrite(address >> 12);
  p.view.setBigUint64(RAM_BASE + address, value, true);
}
const pte = (n: number, value: bigint): void => poke(PT + 8 * n, value);

function faultOf(action: () => void): { vector: number; code: number } | null {
  try {
    action();
    return null;
  } catch {
    return { vector: p.s[FAULT], code: p.s[FAULT + 2] };
  }
}

beforeEach(() => {
  p = coreProcessor();
  const leaf = (n: number): CpuidResult =>
    n === 1 ? [0, 0, -1, -1] : n === 7 ? [0, -1, -1, 0] : [0, 0, 0, 0x400_0000];
  Object.assign(p, { cpuid: { leaf, physicalAddressBits: 39, linearAddressBits: 57 } });
  p.s[CR0] = 0x8001_0001 | 0;
  p.q[CR3 >> 1] = BigInt(TABLES);
  p.q[CR4 >> 1] = PAE | PGE;
  p.s[EFER] = 0xd00;
  poke(TABLES, 0x2007n);
  poke(0x2000, 0x3007n);
  poke(0x3000, BigInt(PT) | 7n);
  pte(1, BigInt(FRAME) | 7n);
  pte(2, BigInt(FRAME) | 0x107n);
  poke(FRAME, 1n);
  poke(OTHER, 2n);
  pagingChanged(p);
});

describe('PCIDs', () => {
  const use = (pcid: number, keep = false): void => writeCr3(p, BigInt(TABLES | pcid) | (keep ? NO_FLUSH : 0n));
  beforeEach(() => writeCr4(p, PAE | PGE | PCIDE));

  it('tag translations; bit 63 of MOV to CR3 keeps them and is not stored', () => {
    use(5);
    expect(read32(p, 0x1000, 0)).toBe(1);
    pte(1, BigInt(OTHER) | 7n);
    use(6, true);
    expect(p.q[CR3 >> 1]).toBe(BigInt(TABLES | 6));
    expect(read32(p, 0x1000, 0)).toBe(2);
    pte(1, BigInt(FRAME) | 7n);
    use(6, true);
    expect(read32(p, 0x1000, 0)).toBe(2);
    use(6);
    expect(read32(p, 0x1000, 0)).toBe(1);
    expect(cachedTranslations(p)).toMatchObject([{ linear: 0x1000n, physical: FRAME, pcid: 6, global: false }]);
  });

  it('share global translations', () => {
    use(5);
    expect(read32(p, 0x2000, 0)).toBe(1);
    pte(2, BigInt(OTHER) | 0x107n);
    use(6);
    expect(read32(p, 0x2000, 0)).toBe(1);
    expect(cachedTranslations(p)).toMatchObject([{ linear: 0x2000n, global: true, pcid: 5 }]);
  });

  it('INVLPG reaches the current PCID and global pages; the types of INVPCID reach what they name', () => {
    const fill = (): void => {
      flushTlb(p, false);
      use(5, true);
      read32(p, 0x1000, 0);
      use(6, true);
      pte(3, BigInt(FRAME) | 7n);
      read32(p, 0x3000, 0);
      read32(p, 0x2000, 0);
    };
    const left = (): string =>
      cachedTranslations(p)
        .map(({ linear, pcid, global }) => `${linear.toString(16)}${global ? 'g' : `/${pcid}`}`)
        .join(' ');
    const cases: readonly (readonly [string, () => void, string])[] = [
      ['nothing', () => undefined, '1000/5 2000g 3000/6'],
      ['INVLPG of another PCID', () => invalidatePage(p, 0x1000, 0), '1000/5 2000g 3000/6'],
      ['INVLPG', () => invalidatePage(p, 0x3000, 0), '1000/5 2000g'],
      ['INVLPG of a global page', () => invalidatePage(p, 0x2000, 0), '1000/5 3000/6'],
      ['type 0', () => invalidatePageOfPcid(p, 0x1000, 0, 5), '2000g 3000/6'],
      ['type 0 of a global page', () => invalidatePageOfPcid(p, 0x2000, 0, 6), '1000/5 2000g 3000/6'],
      ['type 1', () => flushPcid(p, 6), '1000/5 2000g'],
      ['type 2', () => flushTlb(p, false), ''],
      ['type 3', () => flushTlb(p, true), '2000g'],
      ['clearing CR4.PCIDE', () => writeCr4(p, PAE | PGE), ''],
      ['clearing CR4.PGE', () => writeCr4(p, PAE | PCIDE), ''],
    ];
    for (const [name, action, expected] of cases) {
      if ((p.q[CR4 >> 1] & PCIDE) === 0n) {
        writeCr3(p, BigInt(TABLES));
      }
      writeCr4(p, PAE | PGE | PCIDE);
      fill();
      action();
      expect([name, left()]).toEqual([name, expected]);
    }
  });

  it('need IA-32e mode and a CR3 whose bits 11:0 are 0; bit 63 is reserved without them', () => {
    expect(faultOf(() => writeCr0(p, 0x1_0011n))).toEqual({ vector: GP, code: 0 });
    writeCr4(p, PAE | PGE);
    expect(faultOf(() => writeCr3(p, BigInt(TABLES) | NO_FLUSH))).toEqual({ vector: GP, code: 0 });
    writeCr3(p, BigInt(TABLES | 8));
    expect(faultOf(() => writeCr4(p, PAE | PGE | PCIDE))).toEqual({ vector: GP, code: 0 });
    writeCr3(p, BigInt(TABLES));
    p.s[EFER] = 0x800;
    p.s[CR0] = 1;
    expect(faultOf(() => writeCr4(p, PAE | PGE | PCIDE))).toEqual({ vector: GP, code: 0 });
  });
});

describe('protection keys', () => {
  const KEY_2 = 2n << 59n;
  const ACCESS_DISABLED = 0x10;
  const WRITE_DISABLED = 0x20;
  const user = (): void => pte(1, BigInt(FRAME) | 7n | KEY_2);
  const supervisor = (): void => pte(1, BigInt(FRAME) | 3n | KEY_2);

  it.each([
    ['user write, WD', user, PKE, WRITE_DISABLED, true, ACCESS_WRITE, 'protection-key-write', 0x27],
    ['user read, WD', user, PKE, WRITE_DISABLED, true, ACCESS_READ, null, null],
    ['user read, AD', user, PKE, ACCESS_DISABLED, true, ACCESS_READ, 'protection-key-access', 0x25],
    ['user fetch, AD', user, PKE, ACCESS_DISABLED, true, ACCESS_FETCH, null, null],
    [
      'supervisor write of a user page, WD',
      user,
      PKE,
      WRITE_DISABLED,
      false,
      ACCESS_WRITE,
      'protection-key-write',
      0x23,
    ],
    ['supervisor page, PKRU', supervisor, PKE, ACCESS_DISABLED, false, ACCESS_READ, null, null],
    ['supervisor page, PKRS', supervisor, PKS, ACCESS_DISABLED, false, ACCESS_READ, 'protection-key-access', 0x21],
    [
      'supervisor page written, PKRS',
      supervisor,
      PKS,
      WRITE_DISABLED,
      false,
      ACCESS_WRITE,
      'protection-key-write',
      0x23,
    ],
    ['user page, PKRS', user, PKS, ACCESS_DISABLED, false, ACCESS_READ, null, null],
  ] as const)('%s', (_, map, enable, rights, asUser, access, rule, code) => {
    map();
    p.s[CR4] |= enable;
    pagingChanged(p);
    const width = asUser ? ACCESS_USER : 0;
    expect(explainWalk(p, 0x1000n, access | width)).toMatchObject({ rule: null });
    if (enable === PKE) writePkru(p, rights);
    else writePkrs(p, rights);
    expect(explainWalk(p, 0x1000n, access | width)).toMatchObject({ rule, errorCode: code });
    if (access === ACCESS_FETCH) return;
    if (asUser) setCpl(p, 3);
    const fault = faultOf(() => (access === ACCESS_WRITE ? write32(p, 0x1000, 0, 1) : read32(p, 0x1000, 0)));
    expect(fault).toEqual(code === null ? null : { vector: PF, code });
  });

  it('WD does not hold a supervisor back while CR0.WP is 0', () => {
    user();
    p.s[CR4] |= PKE;
    p.s[CR0] &= ~0x1_0000;
    writePkru(p, WRITE_DISABLED);
    expect(faultOf(() => write32(p, 0x1000, 0, 1))).toBeNull();
    expect(explainWalk(p, 0x1000n, ACCESS_WRITE | ACCESS_USER).rule).toBe('protection-key-write');
  });

  it('are looked at on each access: a cached translation keeps the key, not the rights', () => {
    user();
    p.s[CR4] |= PKE;
    pagingChanged(p);
    write32(p, 0x1000, 0, 1);
    writePkru(p, WRITE_DISABLED);
    expect(faultOf(() => write32(p, 0x1000, 0, 1))).toEqual({ vector: PF, code: 0x23 });
    expect(faultOf(() => read32(p, 0x1000, 0))).toBeNull();
    expect(cachedTranslations(p)).toMatchObject([{ protectionKey: 2 }]);
    writePkru(p, 0);
    expect(faultOf(() => write32(p, 0x1000, 0, 1))).toBeNull();
  });

  it('report PK whatever other rule refuses besides', () => {
    pte(1, BigInt(FRAME) | 5n | KEY_2);
    p.s[CR4] |= PKE;
    writePkru(p, WRITE_DISABLED);
    expect(explainWalk(p, 0x1000n, ACCESS_WRITE | ACCESS_USER)).toMatchObject({ rule: 'read-write', errorCode: 0x27 });
  });

  it('hold implicit supervisor accesses to user pages', () => {
    user();
    p.s[CR4] |= PKE;
    writePkru(p, ACCESS_DISABLED);
    expect(explainWalk(p, 0x1000n, ACCESS_IMPLICIT).rule).toBe('protection-key-access');
  });
});
