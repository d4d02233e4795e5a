import { describe, expect, it } from 'vitest';
import { dropDerived } from '../../../src/cpu/derived';
import type { Processor } from '../../../src/cpu/processor';
import { settleFlags } from '../../../src/cpu/registers/flags';
import { CR4, EVENTS, GPR, INSTRUCTION_START, INSTRUCTIONS, RIP, STOP } from '../../../src/cpu/state/processor-layout';
import { RAM_BASE } from '../../../src/cpu/state/state-image';
import { STOP_UNMODELLED } from '../../../src/cpu/state/stop-code';
import { run, step } from '../../../src/cpu/step';
import { coreProcessor, loadCode, pokeBytes, register, setRegister } from '../../support/core-processor';

const RAX = 0,
  RCX = 1,
  RSP = 4,
  RSI = 6,
  RDI = 7;

/** mov ecx, 1000; again: add eax, ecx; push rax; imul eax, eax, 31; pop rdx; xor [rsi], edx; dec ecx; jnz again; jmp $ */
const LOOP = 'b9e8030000 01c8 50 6bc01f 5a 3116 ffc9 75f3 ebfe';

function looping(): Processor {
  const p = coreProcessor();
  loadCode(p, LOOP);
  setRegister(p, RSP, 0x9000n);
  setRegister(p, RSI, 0x8000n);
  return p;
}

function stateOf(p: Processor): unknown {
  settleFlags(p);
  return [p.s.slice(0, INSTRUCTION_START), p.f[INSTRUCTIONS], p.image.u8.slice(RAM_BASE, RAM_BASE + 0xa000)];
}

describe('the step loop', () => {
  it('run(n) equals n times step, wherever it is cut and whatever is forgotten in between', () => {
    const whole = looping();
    expect(run(whole, 3001)).toBe(3001);
    const single = looping();
    for (let k = 0; k < 3001; k++) step(single);
    const cut = looping();
    for (let done = 0; done < 3001; ) {
      done += run(cut, Math.min(97, 3001 - done));
      dropDerived(cut);
      settleFlags(cut);
    }
    expect(stateOf(single)).toEqual(stateOf(whole));
    expect(stateOf(cut)).toEqual(stateOf(whole));
    expect(whole.f[INSTRUCTIONS] + whole.f[EVENTS]).toBe(3001);
  });

  it('counts each iteration of a repeated instruction and stays on it until the count is 0', () => {
    const p = coreProcessor();
    loadCode(p, 'f3aa 90');
    setRegister(p, RAX, 0x5an);
    setRegister(p, RCX, 3n);
    setRegister(p, RDI, 0x8000n);
    step(p);
    expect([register(p, RCX), register(p, RDI), p.s[RIP]]).toEqual([2n, 0x8001n, 0x1000]);
    step(p);
    step(p);
    expect([register(p, RCX), register(p, RDI), p.s[RIP]]).toEqual([0n, 0x8003n, 0x1002]);
    loadCode(p, 'f3aa 90');
    step(p);
    expect([register(p, RDI), p.s[RIP]]).toEqual([0x8003n, 0x1002]);
    expect(p.image.u8.slice(RAM_BASE + 0x8000, RAM_BASE + 0x8004)).toEqual(Uint8Array.of(0x5a, 0x5a, 0x5a, 0));
  });

  it('ends REPE CMPS and REPNE SCAS at the first difference or match', () => {
    const p = coreProcessor();
    loadCode(p, 'f3a6');
    pokeBytes(p, 0x8000, [1, 2, 3, 4]);
    pokeBytes(p, 0x8100, [1, 2, 9, 4]);
    setRegister(p, RCX, 4n);
    setRegister(p, RSI, 0x8000n);
    setRegister(p, RDI, 0x8100n);
    for (let k = 0; k < 3; k++) step(p);
    expect([register(p, RCX), register(p, RSI), p.s[RIP]]).toEqual([1n, 0x8003n, 0x1002]);
    loadCode(p, 'f2ae');
    setRegister(p, RAX, 3n);
    setRegister(p, RCX, 10n);
    setRegister(p, RDI, 0x8000n);
    for (let k = 0; k < 3; k++) step(p);
    expect([register(p, RCX), register(p, RDI), p.s[RIP]]).toEqual([7n, 0x8003n, 0x1002]);
  });

  it('stops at an instruction that is not modelled and names it', () => {
    const p = coreProcessor();
    p.s[CR4] = 0x200;
    loadCode(p, '90 0f58c1');
    expect(run(p, 10)).toBe(2);
    expect([p.s[STOP], p.unmodelled, p.s[RIP]]).toEqual([STOP_UNMODELLED, 'ADDPS', 0x1001]);
  });
});

describe('code that changes', () => {
  it('runs what was written, also when an instruction writes into its own page', () => {
    const p = coreProcessor();
    // mov byte [rip+0], 0x43 rewrites the second byte of the next instruction: inc ecx becomes inc ebx.
    loadCode(p, 'c6050100000043 ffc1 ebfe');
    pokeBytes(p, 0x1007, [0xff, 0xc1]);
    p.s[RIP] = 0x1007;
    step(p);
    expect(register(p, RCX)).toBe(1n);
    pokeBytes(p, 0x1008, [0xc1]);
    loadCode(p, 'c60501000000c3 ffc1 ebfe');
    step(p);
    step(p);
    expect([register(p, RCX), register(p, 3)]).toEqual([1n, 1n]);
  });

  it('keeps decoded instructions when only data beside them is written', () => {
    const p = coreProcessor();
    // inc dword [rip+0x10] in a loop: the counter lies in the page of the code.
    loadCode(p, 'ff0510000000 ebf8');
    run(p, 2);
    const page = p.derived.decodedPages.get(1 * 4 + 2);
    run(p, 200);
    expect(p.derived.decodedPages.get(1 * 4 + 2)).toBe(page);
    expect(p.view.getInt32(RAM_BASE + 0x1016, true)).toBe(101);
  });

  it('decodes an instruction across two pages anew when either changes', () => {
    const p = coreProcessor();
    loadCode(p, 'b811223344', 0x1ffe);
    step(p);
    expect(register(p, RAX)).toBe(0x44332211n);
    pokeBytes(p, 0x2001, [0x55, 0x66]);
    p.s[RIP] = 0x1ffe;
    step(p);
    expect(register(p, RAX)).toBe(0x66552211n);
    pokeBytes(p, 0x1fff, [0x77]);
    p.s[RIP] = 0x1ffe;
    step(p);
    expect(register(p, RAX)).toBe(0x66552277n);
  });
});

describe('32-bit code', () => {
  it('decodes by the code segment: 40 is INC EAX, a push takes four bytes, results stay in 32 bits', () => {
    const p = coreProcessor(32);
    setRegister(p, RSP, 0x9000n);
    loadCode(p, '40 50 6683c001 a100800000 e802000000 9090 c3');
    pokeBytes(p, 0x8000, [0xff, 0xff, 0xff, 0xff]);
    step(p);
    step(p);
    expect([register(p, RAX), register(p, RSP)]).toEqual([1n, 0x8ffcn]);
    step(p);
    step(p);
    expect(register(p, RAX)).toBe(0xffff_ffffn);
    step(p);
    expect([p.s[RIP], p.s[RIP + 1], register(p, RSP)]).toEqual([0x1012, 0, 0x8ff8n]);
    expect(p.view.getInt32(RAM_BASE + 0x8ff8, true)).toBe(0x1010);
    step(p);
    expect(p.s[RIP]).toBe(0x1010);
    expect(GPR + 32).toBe(RIP);
  });
});
