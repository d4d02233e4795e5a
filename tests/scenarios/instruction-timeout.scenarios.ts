import type { Processor } from '../../src/cpu/processor';
import { CYCLES } from '../../src/cpu/state/processor-layout';
import { LAB_CR0, LAB_CR4 } from '../../src/machine/boot/lab-layout.table';
import type { Machine } from '../../src/machine/machine';
import { behindEpt, type EptRow, OTHER, write64 } from './ept.scenarios';
import type { Scenario } from './harness';

/*
 * A 32-bit guest at CPL 3 whose #AC handler runs at CPL 3 on the same stack, which is not aligned: the delivery of #AC raises
 * #AC, for ever. In IA-32e mode the stack is aligned before anything is pushed.
 */

const PG = 0x8000_0000n;
const AM = 0x4_0000n;
const AC_FLAG = 0x4_0000n;
const VMXE = 0x2000n;
const GDT = OTHER;
const IDT = OTHER + 0x800;
const CODE = 0x0bn;
const DATA = 0x13n;
const MISALIGNED_STACK = 0x12_ff01n;
/** What the mode costs in cycles: VM entry, the window, VM exit. The window is by far the largest. */
const WINDOW = 0x1000_0000n;
const STOP_HALTED = 1;
const STOP_ENDLESS_DELIVERY = 9;
const TIMEOUT = 'instruction-timeout';

const level3 = { limit: 0xffff_ffffn, data: 0xc0f3n, code: 0xc0fbn };

function descriptorTables(machine: Machine): void {
  write64(machine, [GDT + 8, 0x00cf_fb00_0000_ffffn]);
  write64(machine, [GDT + 16, 0x00cf_f300_0000_ffffn]);
  // The gate of #AC leads to address 0x100000, level 3; it is never reached.
  write64(machine, [IDT + 8 * 17, (0x10_ee00n << 32n) | (CODE << 16n)]);
}

function fields(stack: bigint): NonNullable<EptRow['fields']> {
  const result: Record<string, bigint> = {
    'guest-cr0': (LAB_CR0 & ~PG) | AM,
    'guest-cr4': LAB_CR4 | VMXE,
    'guest-rflags': AC_FLAG | 2n,
    'guest-rsp': stack,
    'guest-gdtr-base': BigInt(GDT),
    'guest-gdtr-limit': 23n,
    'guest-idtr-base': BigInt(IDT),
    'guest-idtr-limit': 0x8fn,
    'guest-cs-selector': CODE,
    'guest-cs-access-rights': level3.code,
    'instruction-timeout-control': WINDOW,
  };
  for (const name of ['ss', 'ds', 'es']) {
    result[`guest-${name}-selector`] = DATA;
    result[`guest-${name}-access-rights`] = level3.data;
  }
  return result;
}

const row = (name: string, stack: bigint, controls: readonly string[], expect: Scenario['expect']): Scenario => {
  const scenario = behindEpt(`an #AC whose delivery raises #AC: ${name}`, 'Other Causes of VM Exits', {
    guest: 'bits 32\nat: mov eax, [esp]',
    controls: ['unrestricted-guest', ...controls],
    fields: fields(stack),
    change: descriptorTables,
    expect,
  });
  return { ...scenario, setup: { ...scenario.setup, clear: [['vm-entry', 'ia-32e-mode-guest']] } };
};

/** The instruction timeout ("notify window"): what keeps a guest from ever reaching an instruction boundary. */
export const instructionTimeouts: readonly Scenario[] = [
  row('the instruction timeout ends it', MISALIGNED_STACK, [TIMEOUT], {
    transitions: [
      {
        kind: 'vm-exit',
        exitReason: 75,
        qualification: 0n,
        guestRip: 'at',
        idtVectoringInfo: 0x8000_0b11,
        idtVectoringErrorCode: 0,
        why: { rule: TIMEOUT, word: 'secondary-processor-based', bit: 31, value: 1 },
      },
    ],
    stop: STOP_HALTED,
    holds: (machine) => ((machine.processors[0] as Processor).f[CYCLES] as number) > Number(WINDOW),
  }),
  row('without the instruction timeout nothing ends it', MISALIGNED_STACK, [], {
    decision: { rule: TIMEOUT, exits: false, word: 'secondary-processor-based', bit: 31, value: 0 },
    stop: STOP_ENDLESS_DELIVERY,
  }),
];
