import { describe, expect, test } from 'vitest';
import { PREFIX_REP } from '../../../src/cpu/decode/instruction';
import { ADDRESS, CR0, CR3, CR4 } from '../../../src/cpu/state/processor-layout';
import { RAM_BASE } from '../../../src/cpu/state/state-image';
import { IO_BITMAP_A_PAGE, IO_BITMAP_B_PAGE, MSR_BITMAP_PAGE } from '../../support/baseline-vmcs';
import { VmxProcessor } from '../../support/vmx-processor';

const PRIMARY = 'primary-processor-based';

/** Sets one bit of a bitmap in memory. */
function setBit(m: VmxProcessor, page: number, bit: number): void {
  m.image.u8[RAM_BASE + page + (bit >>> 3)] |= 1 << (bit & 7);
}

describe('I/O', () => {
  test('unconditional I/O exiting decides while the bitmaps are not used', () => {
    const m = new VmxProcessor();
    expect(m.unit.io(m.p, m.instruction('in'), 0x60, 1, true)).toBe(false);
    expect(m.lastDecision).toMatchObject({
      rule: 'unconditional-io-exiting',
      exits: false,
      word: PRIMARY,
      bit: 24,
      value: 0,
    });
    m.setControl(PRIMARY, 'unconditional-io-exiting', 1);
    expect(m.unit.io(m.p, m.instruction('in'), 0x60, 1, true)).toBe(true);
    expect(m.field('exit-qualification')).toBe(0x60_0008n);
    expect(m.lastDecision?.steps.map((step) => [step.bit, step.value])).toEqual([
      [25, 0],
      [24, 1],
    ]);
  });

  test('bitmaps in use make unconditional I/O exiting meaningless', () => {
    const m = new VmxProcessor();
    m.setControl(PRIMARY, 'unconditional-io-exiting', 1);
    m.setControl(PRIMARY, 'use-io-bitmaps', 1);
    expect(m.unit.io(m.p, m.instruction('out'), 0x60, 1, false)).toBe(false);
    expect(m.lastDecision).toMatchObject({
      rule: 'io-bitmap',
      word: 'io-bitmap-a',
      bit: 0x60,
      value: 0,
      subject: 'out 0x60',
    });
  });

  for (const [port, size, page, bit] of [
    [0x71, 1, IO_BITMAP_A_PAGE, 0x71],
    [0x7fff, 1, IO_BITMAP_A_PAGE, 0x7fff],
    [0x8000, 1, IO_BITMAP_B_PAGE, 0],
    [0x70, 4, IO_BITMAP_A_PAGE, 0x73],
    [0x7ffe, 4, IO_BITMAP_B_PAGE, 1],
    [0xffff, 1, IO_BITMAP_B_PAGE, 0x7fff],
  ] as const) {
    test(`the bit of any byte exits: port 0x${port.toString(16)}, ${size} bytes`, () => {
      const m = new VmxProcessor();
      m.setControl(PRIMARY, 'use-io-bitmaps', 1);
      setBit(m, page, bit);
      expect(m.unit.io(m.p, m.instruction('in'), port, size, true)).toBe(true);
      expect(m.lastDecision).toMatchObject({ rule: 'io-bitmap', exits: true, bit, value: 1 });
      expect(m.lastDecision?.word).toBe(page === IO_BITMAP_A_PAGE ? 'io-bitmap-a' : 'io-bitmap-b');
      expect(m.field('exit-qualification')).toBe(BigInt(port) * 0x1_0000n + BigInt(8 + size - 1));
    });
  }

  test('a neighbouring bit does not exit', () => {
    const m = new VmxProcessor();
    m.setControl(PRIMARY, 'use-io-bitmaps', 1);
    setBit(m, IO_BITMAP_A_PAGE, 0x6f);
    setBit(m, IO_BITMAP_A_PAGE, 0x74);
    expect(m.unit.io(m.p, m.instruction('in'), 0x70, 4, true)).toBe(false);
    expect(m.lastDecision?.steps.map((step) => step.bit)).toEqual([25, 0x70, 0x71, 0x72, 0x73]);
  });

  test('an access that wraps around 0xFFFF exits', () => {
    const m = new VmxProcessor();
    m.setControl(PRIMARY, 'use-io-bitmaps', 1);
    expect(m.unit.io(m.p, m.instruction('in'), 0xffff, 2, true)).toBe(true);
    expect(m.lastDecision).toMatchObject({ rule: 'io-port-wrap', exits: true });
    expect(m.lastDecision).not.toHaveProperty('word');
  });

  test('string instructions report REP, the linear address and the instruction information', () => {
    const m = new VmxProcessor();
    m.setControl(PRIMARY, 'unconditional-io-exiting', 1);
    m.p.q[ADDRESS >> 1] = 0xffff_8000_0000_1234n;
    const outs = m.instruction('outs', { prefixes: PREFIX_REP, segment: 4, addressSize: 4 });
    m.unit.io(m.p, outs, 0x3f8, 2, false);
    expect(m.field('exit-qualification')).toBe(0x3f8_0031n);
    expect(m.field('guest-linear-address')).toBe(0xffff_8000_0000_1234n);
    expect(m.field('vm-exit-instruction-information')).toBe(BigInt((1 << 7) | (4 << 15)));
    expect(m.lastTransition).toMatchObject({ cause: 'outs', guestLinearAddress: 0xffff_8000_0000_1234n });
  });

  test('INS reports no segment, an immediate port has bit 6', () => {
    const m = new VmxProcessor();
    m.setControl(PRIMARY, 'unconditional-io-exiting', 1);
    m.unit.io(m.p, m.instruction('ins', { segment: 4 }), 0x10, 1, true);
    expect(m.field('vm-exit-instruction-information')).toBe(BigInt(2 << 7));
    expect(m.field('exit-qualification')).toBe(0x10_0018n);
    const other = new VmxProcessor();
    other.setControl(PRIMARY, 'unconditional-io-exiting', 1);
    other.unit.io(other.p, other.instruction('out_immediate'), 0x10, 4, false);
    expect(other.field('exit-qualification')).toBe(0x10_0043n);
    expect(other.lastTransition).not.toHaveProperty('instructionInfo');
  });
});

describe('MSRs', () => {
  test('RDMSR and WRMSR exit while the bitmaps are not used', () => {
    for (const write of [false, true]) {
      const m = new VmxProcessor();
      const i = m.instruction(write ? 'wrmsr' : 'rdmsr');
      expect(write ? m.unit.writeMsr(m.p, i, 0x10, 0n) : m.unit.readMsr(m.p, i, 0x10)).toBe(true);
      expect(m.lastDecision).toMatchObject({ exits: true, word: PRIMARY, bit: 28, value: 0, reason: write ? 32 : 31 });
      expect(m.lastTransition?.exitReason).toBe(write ? 32 : 31);
    }
  });

  for (const [index, write, bit] of [
    [0x10, false, 0x10],
    [0x1fff, false, 0x1fff],
    [0xc000_0080, false, 0x2080],
    [0xc000_1fff, false, 0x3fff],
    [0x10, true, 0x4010],
    [0xc000_0082, true, 0x6082],
  ] as const) {
    test(`the bit of MSR 0x${index.toString(16)} decides about ${write ? 'writes' : 'reads'}`, () => {
      const decide = (m: VmxProcessor) =>
        write
          ? m.unit.writeMsr(m.p, m.instruction('wrmsr'), index, 1n)
          : m.unit.readMsr(m.p, m.instruction('rdmsr'), index | 0);
      const clear = new VmxProcessor();
      clear.setControl(PRIMARY, 'use-msr-bitmaps', 1);
      expect(decide(clear)).toBe(false);
      expect(clear.lastDecision).toMatchObject({ exits: false, word: 'msr-bitmap', bit, value: 0 });
      const set = new VmxProcessor();
      set.setControl(PRIMARY, 'use-msr-bitmaps', 1);
      setBit(set, MSR_BITMAP_PAGE, bit);
      expect(decide(set)).toBe(true);
      expect(set.lastDecision).toMatchObject({ exits: true, word: 'msr-bitmap', bit, value: 1 });
    });
  }

  for (const index of [0x2000, 0xbfff_ffff, 0xc000_2000, 0x4000_0000]) {
    test(`MSR 0x${index.toString(16)} has no bit and exits`, () => {
      const m = new VmxProcessor();
      m.setControl(PRIMARY, 'use-msr-bitmaps', 1);
      expect(m.unit.readMsr(m.p, m.instruction('rdmsr'), index)).toBe(true);
      expect(m.lastDecision).toMatchObject({ rule: 'rdmsr-out-of-range', exits: true });
      expect(m.lastDecision).not.toHaveProperty('word');
      const writing = new VmxProcessor();
      writing.setControl(PRIMARY, 'use-msr-bitmaps', 1);
      expect(writing.unit.writeMsr(writing.p, writing.instruction('wrmsr'), index, 0n)).toBe(true);
      expect(writing.lastDecision?.rule).toBe('wrmsr-out-of-range');
    });
  }
});

describe('CR0 and CR4 under guest/host mask and read shadow', () => {
  const TS = 8n;

  test('a host-owned bit exits when the value differs from the shadow, not from the register', () => {
    const m = new VmxProcessor();
    m.set('cr0-guest-host-mask', TS);
    m.set('cr0-read-shadow', TS);
    const cr0 = m.p.q[CR0 >> 1] as bigint;
    expect(m.unit.writeControlRegister(m.p, m.instruction('mov_cr_write'), 0, 1, cr0 | TS)).toBe(true);
    expect(m.transitions).toEqual([]);
    expect(m.p.q[CR0 >> 1]).toBe(cr0);
    expect(m.unit.writeControlRegister(m.p, m.instruction('mov_cr_write'), 0, 2, cr0)).toBe(true);
    expect(m.lastDecision).toMatchObject({
      rule: 'mov-to-cr0',
      exits: true,
      word: 'cr0-guest-host-mask',
      bit: 3,
      value: 1,
    });
    expect(m.lastDecision?.steps.at(-1)?.name).toBe('CR0.TS');
    expect(m.lastTransition?.exitReason).toBe(28);
    expect(m.field('exit-qualification')).toBe(0x200n);
  });

  test('guest-owned bits are written beside a host-owned one that agrees', () => {
    const m = new VmxProcessor();
    m.set('cr0-guest-host-mask', TS);
    const cr0 = m.p.q[CR0 >> 1] as bigint;
    m.set('cr0-read-shadow', cr0);
    expect(m.unit.writeControlRegister(m.p, m.instruction('mov_cr_write'), 0, 0, cr0 ^ 0x1_0000n)).toBe(true);
    expect(m.p.q[CR0 >> 1]).toBe(cr0 ^ 0x1_0000n);
    expect(m.lastDecision).toMatchObject({ exits: false, word: 'cr0-guest-host-mask', bit: 16, value: 0 });
  });

  test('without a mask the write goes on as usual', () => {
    const m = new VmxProcessor();
    const cr0 = m.p.q[CR0 >> 1] as bigint;
    expect(m.unit.writeControlRegister(m.p, m.instruction('mov_cr_write'), 0, 0, cr0)).toBe(false);
    expect(m.lastDecision).toMatchObject({ exits: false });
    expect(m.lastDecision).not.toHaveProperty('word');
  });

  test('CR4 has its own mask; the qualification names register and source', () => {
    const m = new VmxProcessor();
    m.set('cr4-guest-host-mask', 0x2000n);
    const cr4 = m.p.q[CR4 >> 1] as bigint;
    expect(m.unit.writeControlRegister(m.p, m.instruction('mov_cr_write'), 4, 15, cr4)).toBe(true);
    expect(m.lastDecision).toMatchObject({
      rule: 'mov-to-cr4',
      exits: true,
      word: 'cr4-guest-host-mask',
      bit: 13,
      value: 1,
    });
    expect(m.field('exit-qualification')).toBe(0xf04n);
  });

  test('the guest sees the shadow where the mask has ones', () => {
    const m = new VmxProcessor();
    m.set('cr0-guest-host-mask', 0xf0n);
    m.set('cr0-read-shadow', 0xffn);
    m.set('cr4-guest-host-mask', 0x0fn);
    m.set('cr4-read-shadow', 0x50n);
    expect(m.unit.visibleControlRegister(m.p, 0, 0x8000_000fn)).toBe(0x8000_00ffn);
    expect(m.unit.visibleControlRegister(m.p, 4, 0xffn)).toBe(0xf0n);
  });
});

describe('CLTS and LMSW', () => {
  for (const [owned, shown, exits, absorbed] of [
    [0, 0, false, false],
    [0, 1, false, false],
    [1, 0, false, true],
    [1, 1, true, false],
  ] as const) {
    test(`CLTS with TS ${owned ? 'owned by the host' : 'owned by the guest'} and shown as ${shown}`, () => {
      const m = new VmxProcessor();
      m.set('cr0-guest-host-mask', owned ? 8n : 0n);
      m.set('cr0-read-shadow', shown ? 8n : 0n);
      m.p.q[CR0 >> 1] = (m.p.q[CR0 >> 1] as bigint) | 8n;
      expect(m.unit.clts(m.p, m.instruction('clts'))).toBe(exits || absorbed);
      expect(m.transitions).toHaveLength(exits ? 1 : 0);
      const deciding = { word: 'cr0-guest-host-mask', bit: 3, value: owned };
      // With TS shown clear CLTS never exits, whatever the mask says.
      expect(m.lastDecision).toMatchObject({ rule: 'clts', exits, ...(shown === 1 ? deciding : {}) });
      expect(m.lastDecision?.bit === undefined).toBe(shown === 0);
      if (exits) expect(m.field('exit-qualification')).toBe(0x20n);
      else expect((m.p.q[CR0 >> 1] as bigint) & 8n).toBe(8n);
    });
  }

  for (const [mask, shadow, source, exits] of [
    [1, 0, 1, true],
    [1, 1, 1, false],
    [1, 1, 0, false],
    [1, 0, 0, false],
    [8, 0, 9, true],
    [8, 8, 1, true],
    [8, 8, 9, false],
    [2, 2, 1, true],
    [4, 0, 5, true],
    [0x10, 0, 0x11, false],
  ] as const) {
    test(`LMSW ${source} with mask ${mask} and shadow ${shadow} ${exits ? 'exits' : 'does not exit'}`, () => {
      const m = new VmxProcessor();
      m.set('cr0-guest-host-mask', BigInt(mask));
      m.set('cr0-read-shadow', BigInt(shadow));
      m.unit.lmsw(m.p, m.instruction('lmsw'), source);
      expect(m.lastDecision?.exits).toBe(exits);
      expect(m.transitions).toHaveLength(exits ? 1 : 0);
      if (exits) expect(m.field('exit-qualification')).toBe(BigInt(0x30 | (source << 16)));
    });
  }

  test('LMSW writes the bits that the guest owns and never clears PE', () => {
    const m = new VmxProcessor();
    m.set('cr0-guest-host-mask', 4n);
    const cr0 = m.p.q[CR0 >> 1] as bigint;
    expect(m.unit.lmsw(m.p, m.instruction('lmsw'), 0b1000)).toBe(true);
    expect(m.p.q[CR0 >> 1]).toBe((cr0 & ~0xen) | 8n);
  });

  test('LMSW from memory reports its address', () => {
    const m = new VmxProcessor();
    m.set('cr0-guest-host-mask', 8n);
    m.p.q[ADDRESS >> 1] = 0x1234n;
    m.unit.lmsw(m.p, m.instruction('lmsw', { memory: true }), 9);
    expect(m.field('exit-qualification')).toBe(0x9_0070n);
    expect(m.lastTransition?.guestLinearAddress).toBe(0x1234n);
  });
});

describe('CR3, CR8, debug registers, INVLPG', () => {
  test('CR3-load exiting', () => {
    const m = new VmxProcessor();
    const i = m.instruction('mov_cr_write');
    expect(m.unit.writeControlRegister(m.p, i, 3, 6, 0x5000n)).toBe(false);
    expect(m.lastDecision).toMatchObject({ rule: 'cr3-load-exiting', exits: false, bit: 15, value: 0 });
    m.setControl(PRIMARY, 'cr3-load-exiting', 1);
    expect(m.unit.writeControlRegister(m.p, i, 3, 6, 0x5000n)).toBe(true);
    expect(m.lastDecision).toMatchObject({ rule: 'cr3-load-exiting', exits: true, word: PRIMARY, bit: 15, value: 1 });
    expect(m.field('exit-qualification')).toBe(0x603n);
  });

  test('a CR3-target value does not exit, but only within the count', () => {
    const m = new VmxProcessor();
    m.setControl(PRIMARY, 'cr3-load-exiting', 1);
    m.set('cr3-target-value-0', 0x4000n);
    m.set('cr3-target-value-1', 0x5000n);
    m.set('cr3-target-count', 2n);
    expect(m.unit.writeControlRegister(m.p, m.instruction('mov_cr_write'), 3, 0, 0x5000n)).toBe(false);
    expect(m.lastDecision).toMatchObject({
      rule: 'cr3-target-value',
      exits: false,
      word: 'cr3-target-values',
      bit: 1,
      value: 1,
    });
    m.set('cr3-target-count', 1n);
    expect(m.unit.writeControlRegister(m.p, m.instruction('mov_cr_write'), 3, 0, 0x5000n)).toBe(true);
    expect(m.p.q[CR3 >> 1]).toBe(m.field('host-cr3'));
  });

  for (const [control, cr, write, qualification] of [
    ['cr3-store-exiting', 3, false, 0x413n],
    ['cr8-load-exiting', 8, true, 0x408n],
    ['cr8-store-exiting', 8, false, 0x418n],
  ] as const) {
    test(`${control} decides`, () => {
      for (const value of [0, 1] as const) {
        const m = new VmxProcessor();
        m.setControl(PRIMARY, control, value);
        const exited = write
          ? m.unit.writeControlRegister(m.p, m.instruction('mov_cr_write'), cr, 4, 0n)
          : m.unit.readControlRegister(m.p, m.instruction('mov_cr_read'), cr, 4);
        expect(exited).toBe(value === 1);
        expect(m.lastDecision).toMatchObject({ rule: control, exits: value === 1, word: PRIMARY, value });
        if (exited) expect(m.field('exit-qualification')).toBe(qualification);
      }
    });
  }

  for (const read of [false, true]) {
    test(`MOV-DR exiting, ${read ? 'from' : 'to'} a debug register`, () => {
      const m = new VmxProcessor();
      const i = m.instruction(read ? 'mov_dr_read' : 'mov_dr_write');
      expect(m.unit.moveDebugRegister(m.p, i, 6, 3, read)).toBe(false);
      m.setControl(PRIMARY, 'mov-dr-exiting', 1);
      expect(m.unit.moveDebugRegister(m.p, i, 6, 3, read)).toBe(true);
      expect(m.lastTransition?.exitReason).toBe(29);
      expect(m.field('exit-qualification')).toBe(read ? 0x316n : 0x306n);
    });
  }

  test('INVLPG exiting reports the address', () => {
    const m = new VmxProcessor();
    expect(m.unit.invlpg(m.p, m.instruction('invlpg'), 0x1000, 0)).toBe(false);
    m.setControl(PRIMARY, 'invlpg-exiting', 1);
    expect(m.unit.invlpg(m.p, m.instruction('invlpg'), 0x1000, -1)).toBe(true);
    expect(m.lastTransition?.exitReason).toBe(14);
    expect(m.field('exit-qualification')).toBe(0xffff_ffff_0000_1000n);
  });

  test('TSC offsetting', () => {
    const m = new VmxProcessor();
    m.set('tsc-offset', 0xffff_ffff_ffff_ff00n);
    expect(m.unit.visibleTsc(m.p, 0x1000n)).toBe(0x1000n);
    m.setControl(PRIMARY, 'use-tsc-offsetting', 1);
    expect(m.unit.visibleTsc(m.p, 0x1000n)).toBe(0xf00n);
  });
});
