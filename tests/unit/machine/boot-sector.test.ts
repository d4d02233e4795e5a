import { describe, expect, test } from 'vitest';
import { CR0, CS, GPR, RIP, SEGMENT_BASE, SEGMENT_SELECTOR } from '../../../src/cpu/state/processor-layout';
import { RAM_BASE } from '../../../src/cpu/state/state-image';
import { STOP_HALTED, STOP_LAB_EXCEPTION } from '../../../src/cpu/state/stop-code';
import { BootError } from '../../../src/machine/boot/boot-error';
import { bootSectorOf, isBootSector } from '../../../src/machine/boot/boot-sector';
import { describeLabException } from '../../../src/machine/boot/lab-exception';
import { createMachine } from '../../../src/machine/create-machine';
import { assembleText, runToStop } from '../../support/lab-machine';

const sector = (code: string) => assembleText(`bits 16\n org 0x7c00\n ${code}\n times 510-($-$$) db 0\n dw 0xaa55`, '');

describe('a boot sector', () => {
  test('is 512 bytes that end with 0x55, 0xAA; a program for 0x7C00 may be one', () => {
    const bytes = new Uint8Array(512);
    expect(isBootSector(bytes)).toBe(false);
    bytes.set([0x55, 0xaa], 510);
    expect(isBootSector(bytes)).toBe(true);
    expect(isBootSector(bytes.subarray(1))).toBe(false);
    expect(bootSectorOf(sector('hlt'))).toHaveLength(512);
    expect(bootSectorOf(assembleText('hlt'))).toBeNull();
    expect(() => createMachine({ bootSector: new Uint8Array(512) })).toThrow(BootError);
  });

  test('begins in real-address mode at 0:0x7C00 with the drive in DL and the firmware behind every vector', () => {
    const program = sector('hlt');
    for (const machine of [
      createMachine({ program }),
      createMachine({ bootSector: bootSectorOf(program) as Uint8Array }),
    ]) {
      const [p] = machine.processors;
      expect(machine.bootKind).toBe('boot-sector');
      expect([p.s[CR0], p.q[RIP >> 1], p.s[SEGMENT_SELECTOR + CS], p.s[SEGMENT_BASE + 2 * CS]]).toEqual([
        0x10,
        0x7c00n,
        0,
        0,
      ]);
      expect(p.s[GPR + 4]).toBe(0x80);
      const { view } = machine.image;
      expect(view.getUint8(RAM_BASE + 0x7c00)).toBe(0xf4);
      expect(view.getUint32(RAM_BASE + 0x13 * 4, true)).toBe(0xf000_e04c);
      expect(view.getUint8(RAM_BASE + 0xf_e04c)).toBe(0xf4);
      expect(view.getUint16(RAM_BASE + 0x413, true)).toBe(639);
    }
  });

  test('runs, and a call of a firmware service or an exception stops the run and is named', () => {
    const call = runToStop(createMachine({ program: sector('mov ax, 0x0e41\n int 0x10\n hlt') }));
    expect(call.stop).toBe(STOP_LAB_EXCEPTION);
    expect(describeLabException(call)).toMatchObject({ vector: 0x10, rip: 0x7c03n, rsp: 0x7c00n, rflags: 0x202n });
    expect(describeLabException(call).name).toContain('INT 0x10');
    const fault = runToStop(createMachine({ program: sector('xor bx, bx\n div bx') }));
    expect(describeLabException(fault)).toMatchObject({ vector: 0, name: '#DE', rip: 0x7c02n });
  });

  test('may install handlers of its own', () => {
    const machine = runToStop(
      createMachine({
        program: sector(`mov word [0x21 * 4], handler
          mov word [0x21 * 4 + 2], 0
          int 0x21
          hlt
          handler: mov cx, 77
          iret`),
      }),
    );
    expect(machine.stop).toBe(STOP_HALTED);
    expect(machine.processors[0].s[GPR + 2] & 0xffff).toBe(77);
  });
});
