import { describe, expect, test } from 'vitest';
import { CR4, CS, INTERRUPTIBILITY, RIP, SEGMENT_SELECTOR } from '../../../src/cpu/state/processor-layout';
import { RAM_BASE } from '../../../src/cpu/state/state-image';
import { STOP_SHUTDOWN } from '../../../src/cpu/state/stop-code';
import { createMachine } from '../../../src/machine/create-machine';
import { CURRENT_VMCS, MODE_NON_ROOT, MODE_OFF, MODE_ROOT, VMX_MODE } from '../../../src/vmx/state/vmx-layout';
import { setVmxMode } from '../../../src/vmx/state/vmx-mode';
import { hexBytes } from '../../support/core-processor';
import { assembleText } from '../../support/lab-machine';

const VMXE = 0x2000n;
/** A VMCS whose controls are all 0 does for a guest in which nothing exits. */
const EMPTY_VMCS = 0x18_0000n;

function machineIn(mode: typeof MODE_ROOT | typeof MODE_NON_ROOT, handler: string) {
  const machine = createMachine({
    memoryMib: 4,
    program: assembleText('start: mov rax, cr4\n bts eax, 13\n mov cr4, rax\n here: jmp here'),
  });
  machine.run(4);
  const [p] = machine.processors;
  setVmxMode(p, mode);
  p.s[CURRENT_VMCS] = Number(EMPTY_VMCS);
  p.s[CURRENT_VMCS + 1] = 0;
  machine.load(0x3_8000, hexBytes(handler));
  return machine;
}

describe('SMI in VMX operation: default treatment', () => {
  for (const mode of [MODE_ROOT, MODE_NON_ROOT] as const) {
    test(`leaves and RSM goes back to ${mode === MODE_ROOT ? 'root' : 'non-root'} operation`, () => {
      const machine = machineIn(mode, '90 0f aa');
      const [p] = machine.processors;
      const before = p.q[RIP >> 1];
      p.s[INTERRUPTIBILITY] = 8;
      machine.inject({ kind: 'smi' });
      machine.step();
      expect(p.s[VMX_MODE]).toBe(MODE_OFF);
      expect(p.q[CR4 >> 1]).toBe(0n);
      expect(machine.image.view.getBigUint64(RAM_BASE + 0x3_8000 + 0x7e40, true) & VMXE, 'CR4 image').toBe(0n);
      machine.run(2);
      expect(p.s[VMX_MODE]).toBe(mode);
      expect(p.q[CR4 >> 1] & VMXE).toBe(VMXE);
      expect([p.q[RIP >> 1], p.s[SEGMENT_SELECTOR + CS], p.s[INTERRUPTIBILITY]]).toEqual([before, 8, 8]);
    });
  }

  test('a handler that sets CR4.VMXE in the image shuts the processor down', () => {
    // or dword [cs:0xfe40], 0x2000
    const machine = machineIn(MODE_ROOT, '66 2e 81 0e 40 fe 00 20 00 00 0f aa');
    machine.inject({ kind: 'smi' });
    machine.run(3);
    expect(machine.stop).toBe(STOP_SHUTDOWN);
  });

  test('VMX instructions are undefined in SMM', () => {
    const machine = machineIn(MODE_ROOT, '0f 01 c4');
    const [p] = machine.processors;
    machine.inject({ kind: 'smi' });
    machine.run(2);
    expect(p.s[VMX_MODE]).toBe(MODE_OFF);
    expect(p.q[RIP >> 1]).not.toBe(0x8003n);
  });
});
