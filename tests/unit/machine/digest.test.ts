import { describe, expect, test } from 'vitest';
import { cpuArea, HIGH, STOP } from '../../../src/cpu/state/processor-layout';
import { RAM_BASE } from '../../../src/cpu/state/state-image';
import { STOP_REQUESTED } from '../../../src/cpu/state/stop-code';
import { labMachine } from '../../support/lab-machine';

const LOOP = `start: mov rdi, 0x200000
  mov ecx, 2000
  .again: mov [rdi], rcx
  add rdi, 40
  xor rax, rcx
  rdrand rbx
  loop .again
  hlt`;

describe('the digest', () => {
  test('is 16 hexadecimal digits and the same for equal machines', () => {
    const [a, b] = [labMachine(LOOP), labMachine(LOOP)];
    expect(a.digest()).toMatch(/^[0-9a-f]{16}$/);
    expect(a.digest()).toBe(b.digest());
    expect(labMachine(LOOP, { seed: 1 }).digest()).not.toBe(a.digest());
  });

  test('does not depend on how the machine came there, nor on digests taken on the way', () => {
    const stepped = labMachine(LOOP);
    const run = labMachine(LOOP);
    const digests = new Set<string>();
    for (let k = 0; k < 3000; k++) {
      stepped.step();
      if (k % 7 === 0) digests.add(stepped.digest());
    }
    run.run(3000);
    expect(stepped.digest()).toBe(run.digest());
    expect(digests.size).toBe(429);
  });

  test('sees every word of RAM, and of the processor’s area but scratch', () => {
    const machine = labMachine(LOOP);
    const first = machine.digest();
    machine.load(0x30_0ffc, Uint8Array.of(0, 0, 0, 1));
    const changed = machine.digest();
    expect(changed).not.toBe(first);
    machine.load(0x30_0ffc, Uint8Array.of(0, 0, 0, 0));
    expect(machine.digest()).toBe(first);
    const { s } = machine.processors[0];
    const scratch = new Set(['high', 'address', 'fault', 'fault-address']);
    for (const field of cpuArea.fields) {
      if (field.name === 'stop-value' || field.name === 'lazy-flags') continue;
      const old = s[field.word];
      s[field.word] = old ^ 0x4_0000;
      expect([field.name, machine.digest() === first]).toEqual([field.name, scratch.has(field.name)]);
      s[field.word] = old;
    }
    expect(machine.digest()).toBe(first);
    expect(s[HIGH]).toBe(machine.processors[0].s[HIGH]);
  });

  test('overlooks a listener’s wish to stop', () => {
    const machine = labMachine(LOOP);
    const first = machine.digest();
    machine.processors[0].s[STOP] = STOP_REQUESTED;
    expect(machine.digest()).toBe(first);
    expect(machine.stop).toBe(0);
    machine.step();
    expect(machine.position()).toBe(1);
  });

  test('follows a restored image', () => {
    const machine = labMachine(LOOP);
    machine.run(500);
    const { image } = machine;
    const saved = image.u8.slice(0, RAM_BASE);
    const ram = image.u8.slice(RAM_BASE + 0x20_0000, RAM_BASE + 0x22_0000);
    const before = machine.digest();
    machine.run(1000);
    expect(machine.digest()).not.toBe(before);
    image.u8.set(saved, 0);
    machine.load(0x20_0000, ram);
    machine.restored();
    expect(machine.digest()).toBe(before);
    machine.run(1000);
    const again = machine.digest();
    const fresh = labMachine(LOOP);
    fresh.run(1500);
    expect(again).toBe(fresh.digest());
  });
});
