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
/** Far more cycles than the VM entry and the VM exit take. */
const WINDOW = 0x1000_0000n;
const STOP_HALTED = 1;
const STOP_ENDLESS_DELIVERY = 9;
const TIMEOUT = 'instruction-timeout';

/** Access rights of flat 32-bit segments of level 3. */
const CODE_RIGHTS = 0xc0fbn;
const DATA_RIGHTS = 0xc0f3n;

function descriptorTables(machine: Machine): void {
  write64(machine, [GDT + 8, 0x00cf_fb00_0000_ffffn]);
  write64(machine, [GDT + 16, 0x00cf_f300_0000_ffffn]);
  // The gate of #AC leads to address 0x100000, level 3; it is never reached.
  write64(machine, [IDT + 8 * 17, (0x10_ee00n << 32n) | (CODE << 16n)]);
}

function fields(): NonNullable<EptRow['fields']> {
  const result: Record<string, bigint> = {
    'guest-cr0': (LAB_CR0 & ~PG) | AM,
    'guest-cr4': LAB_CR4 | VMXE,
    'guest-rflags': AC_FLAG | 2n,
    'guest-rsp': MISALIGNED_STACK,
    'guest-gdtr-base': BigInt(GDT),
    'guest-gdtr-limit': 23n,
    'guest-idtr-base': BigInt(IDT),
    'guest-idtr-limit': 0x8fn,
    'guest-cs-selector': CODE,
    'guest-cs-access-rights': CODE_RIGHTS,
    'instruction-timeout-control': WINDOW,
  };
  for (const name of ['ss', 'ds', 'es']) {
    result[`guest-${name}-selector`] = DATA;
    result[`guest-${name}-access-rights`] = DATA_RIGHTS;
  }
  return result;
}

const row = (name: string, controls: readonly string[], expect: Scenario['expect']): Scenario => {
  const scenario = behindEpt(`an #AC whose delivery raises #AC: ${name}`, 'Other Causes of VM Exits', {
    guest: 'bits 32\nat: mov eax, [esp]',
    controls: ['unrestricted-guest', ...controls],
    fields: fields(),
    change: descriptorTables,
    expect,
  });
  return { ...scenario, setup: { ...scenario.setup, clear: [['vm-entry', 'ia-32e-mode-guest']] } };
};

/** The instruction timeout ("notify window"): what keeps a guest from ever reaching an instruction boundary. */
export const instructionTimeouts: readonly Scenario[] = [
  row('the instruction timeout ends it', [TIMEOUT], {
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
  row('without the instruction timeout nothing ends it', [], {
    decision: { rule: TIMEOUT, exits: false, word: 'secondary-processor-based', bit: 31, value: 0 },
    stop: STOP_ENDLESS_DELIVERY,
  }),
];
