import { describe, expect, test } from 'vitest';
import { ACTIVITY, INSTRUCTIONS } from '../../../src/cpu/state/processor-layout';
import { RAM_BASE } from '../../../src/cpu/state/state-image';
import { STOP_DEBUG_EXIT, STOP_HALTED } from '../../../src/cpu/state/stop-code';
import type { Machine } from '../../../src/machine/machine';
import { recordMachine } from '../../../src/recorder/record-machine';
import type { Transition } from '../../../src/vmx/explain/transition';
import { assembleText, labMachine, runToStop } from '../../support/lab-machine';
import { busyProcessors, trampoline, wakeOthers } from '../../support/several-processors';

const COUNT = 4;
const POINTS = 1_000;
const STRIDE = 150;
const text = busyProcessors(COUNT);
const newMachine = (): Machine => labMachine(text, { processors: COUNT });

const addressOf = (program: string, name: string): number =>
  Number(assembleText(program).symbols.find((symbol) => symbol.name === name)?.value);
const word = (machine: Machine, address: number): number => machine.image.view.getInt32(RAM_BASE + address, true);
const words = (machine: Machine, name: string): number[] =>
  Array.from({ length: COUNT }, (_, k) => word(machine, addressOf(text, name) + 4 * k));

/** A small generator of numbers, the same in each run of the tests. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return (state >>> 8) % below;
  };
}

describe('four processors', () => {
  test('all run, are interrupted by their timers and by each other, and count in step under LOCK', () => {
    const machine = newMachine();
    machine.run(POINTS * STRIDE);
    expect(machine.stop).toBe(0);
    const own = words(machine, 'own');
    expect(Math.abs(word(machine, addressOf(text, 'shared')) - own.reduce((a, b) => a + b))).toBeLessThanOrEqual(COUNT);
    for (const name of ['own', 'ticks', 'pokes']) {
      for (const count of words(machine, name)) expect(count).toBeGreaterThan(10);
    }
    const instructions = machine.processors.map((p) => p.f[INSTRUCTIONS] as number);
    expect(Math.max(...instructions)).toBeLessThan(2 * Math.min(...instructions));
  });

  test('are in the same state at 1,000 points, however the way there is cut', () => {
    const whole = newMachine();
    const cut = newMachine();
    const next = numbers(7);
    for (let point = 1; point <= POINTS; point++) {
      whole.run(STRIDE);
      while (cut.position() < point * STRIDE) {
        if (next(4) === 0) cut.step();
        else cut.run(Math.min(point * STRIDE - cut.position(), 1 + next(200)));
      }
      expect([point, cut.position(), cut.digest()]).toEqual([point, whole.position(), whole.digest()]);
    }
  });

  test('time travel leads to the states that a straight run has', () => {
    const recorder = recordMachine(newMachine(), { smallestSpacing: 5_000 });
    recorder.advance(60_000);
    const next = numbers(3);
    for (let k = 0; k < 25; k++) {
      const position = next(60_000);
      recorder.seek(position);
      const straight = newMachine();
      straight.run(position);
      expect([recorder.position, (recorder.machine as Machine).digest()]).toEqual([position, straight.digest()]);
    }
  });

  test('a data breakpoint stops at whichever processor writes, and going on misses none', () => {
    const machine = newMachine();
    const recorder = recordMachine(machine);
    const problems = recorder.breakpoints.set(
      [{ kind: 'data', access: 'write', space: 'linear', address: BigInt(addressOf(text, 'shared')), length: 4 }],
      { processor: machine.current, hasField: () => true, addressesOf: () => [] },
    );
    expect(problems).toEqual([]);
    for (let write = 1; write <= 600; write++) {
      const result = recorder.advance(1_000_000, { breakpoints: true });
      expect(result).toMatchObject({ kind: 'breakpoint', hit: { kind: 'data', position: recorder.position - 1 } });
      expect(word(machine, addressOf(text, 'shared'))).toBe(write);
    }
    const straight = newMachine();
    straight.run(recorder.position);
    expect(machine.digest()).toBe(straight.digest());
  });
});

describe('start-up', () => {
  test('without a start-up IPI the others wait, and the machine stands still when the first one halts', () => {
    const machine = runToStop(labMachine('start: hlt', { processors: 3 }));
    expect(machine.stop).toBe(STOP_HALTED);
    expect(machine.processors.map((p) => p.s[ACTIVITY])).toEqual([1, 3, 3]);
  });

  test('any processor may end the run', () => {
    const program = `start: ${wakeOthers}\n hlt\n ap: cmp ebp, 2\n jne .sleep\n mov al, 33\n out 0xf4, al\n .sleep: hlt\n${trampoline}`;
    const machine = runToStop(labMachine(program, { processors: 3 }));
    expect([machine.stop, machine.stopValue, machine.current.id]).toEqual([STOP_DEBUG_EXIT, 33, 2]);
  });

  test('INIT brings a running processor back to waiting, and a second start-up IPI starts it again', () => {
    const program = `
start:
    ${wakeOthers}
.first:
    cmp dword [starts], 1
    jne .first
    mov dword [rbx + 0x300], 0xc4500
    mov ecx, 300
.wait:
    pause
    loop .wait
    mov eax, [spins]
    mov ecx, 300
.still:
    pause
    loop .still
    sub eax, [spins]
    mov [moved], eax
    mov dword [rbx + 0x300], 0xc4620
.second:
    cmp dword [starts], 2
    jne .second
    hlt
ap:
    inc dword [starts]
    cmp dword [starts], 2
    je .end
.spin:
    inc dword [spins]
    jmp .spin
.end:
    hlt
${trampoline}
starts: dd 0
spins: dd 0
moved: dd 1
`;
    const machine = runToStop(labMachine(program, { processors: 2 }));
    expect(machine.stop).toBe(STOP_HALTED);
    expect(word(machine, addressOf(program, 'spins'))).toBeGreaterThan(0);
    expect(word(machine, addressOf(program, 'moved'))).toBe(0);
  });
});

describe('VMX', () => {
  test('each processor has its own VMX operation, and INIT waits while one is in root operation', () => {
    const program = `
start:
    ${wakeOthers}
.wait:
    cmp dword [ready], 1
    jne .wait
    mov dword [rbx + 0x300], 0xc4500
    mov ecx, 300
.pause:
    pause
    loop .pause
    mov dword [go], 1
    hlt
ap:
    mov rax, cr4
    or eax, 0x2000
    mov cr4, rax
    mov ecx, 0x480
    rdmsr
    mov [region], eax
    vmxon [pointer]
    mov dword [ready], 1
.spin:
    cmp dword [go], 1
    jne .spin
    vmxoff
    mov dword [alive], 1
    jmp $
${trampoline}
ready: dd 0
go: dd 0
alive: dd 0
align 8
pointer: dq region
align 4096
region: times 4096 db 0
`;
    const machine = labMachine(program, { processors: 2 });
    const transitions: Transition[] = [];
    for (const unit of machine.vmx) {
      unit.listener = { transition: (t) => transitions.push(t), decision: () => undefined };
    }
    runToStop(machine);
    expect(transitions.map(({ kind, cpu }) => [kind, cpu])).toEqual([
      ['vmxon', 1],
      ['vmxoff', 1],
    ]);
    for (const t of transitions) expect(t.position).toBeLessThan(machine.position());
    // INIT was held back until VMXOFF, and taken right behind it.
    expect(machine.processors[1]?.s[ACTIVITY]).toBe(3);
    expect(word(machine, addressOf(program, 'alive'))).toBe(0);
  });
});
