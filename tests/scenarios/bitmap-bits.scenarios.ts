import { ACCESSES, ACTIVATE, at, DELIVERY, EXTERNAL, PAGES, TPR_SHADOW, virtual, words } from './apic-words';
import { bit, PRIMARY } from './event-words';
import type { Scenario } from './harness';

const CALL = { kind: 'vm-exit', exitReason: 18 } as const;
const MSR_BITMAPS = 'MSR-Bitmap Address';
const IO_BITMAPS = 'I/O-Bitmap Addresses';
const TARGETS = 'CR3-Target Controls';
const EOI = 'EOI Virtualization';
/** Bits of one of the four MSR bitmaps. */
const MSRS = 0x2000;
const KERNEL_GS_BASE = 0x102;
const LAB_CR3 = 0x1000n;

/** A port of each I/O bitmap. */
const port = (bitmap: 'io-bitmap-a' | 'io-bitmap-b', number: number): readonly Scenario[] => {
  const bitNumber = number & 0x7fff;
  const read = `mov dx, ${number}\nat: in al, dx\nbehind: vmcall`;
  const set = [[PRIMARY, 'use-io-bitmaps']] as const;
  return [
    {
      name: `IN from port 0x${number.toString(16)} exits by its bit of ${bitmap}`,
      sdm: IO_BITMAPS,
      setup: { set, bits: [[bitmap, bitNumber]] },
      guest: read,
      expect: {
        transitions: [
          {
            kind: 'vm-exit',
            exitReason: 30,
            guestRip: 'at',
            why: { rule: 'io-bitmap', word: bitmap, bit: bitNumber, value: 1 },
          },
        ],
      },
    },
    {
      name: `IN from port 0x${number.toString(16)} does not exit by the bits beside its own in ${bitmap}`,
      sdm: IO_BITMAPS,
      setup: {
        set,
        bits: [
          [bitmap, bitNumber - 1],
          [bitmap, bitNumber + 1],
        ],
      },
      guest: read,
      expect: {
        decision: { rule: 'io-bitmap', exits: false, word: bitmap, bit: bitNumber, value: 0 },
        transitions: [{ ...CALL, guestRip: 'behind' }],
      },
    },
  ];
};

/** Reads and writes of an MSR of the low and of the high range: the four bitmaps. */
const msr = (instruction: 'rdmsr' | 'wrmsr', index: number): readonly Scenario[] => {
  const high = index >= 0xc000_0000;
  const bitNumber = (instruction === 'wrmsr' ? 2 * MSRS : 0) + (high ? MSRS : 0) + (index & (MSRS - 1));
  const guest = `mov ecx, ${index}\nxor eax, eax\nxor edx, edx\nat: ${instruction}\nbehind: vmcall`;
  const name = `${instruction.toUpperCase()} of MSR 0x${index.toString(16)}`;
  const set = [[PRIMARY, 'use-msr-bitmaps']] as const;
  return [
    {
      name: `${name} exits by its bit`,
      sdm: MSR_BITMAPS,
      setup: { set, bits: [['msr-bitmap', bitNumber]] },
      guest,
      expect: {
        transitions: [
          {
            kind: 'vm-exit',
            exitReason: instruction === 'rdmsr' ? 31 : 32,
            guestRip: 'at',
            why: { rule: `${instruction}-bitmap`, word: 'msr-bitmap', bit: bitNumber, value: 1 },
          },
        ],
      },
    },
    {
      name: `${name} does not exit by the bits of the other three bitmaps`,
      sdm: MSR_BITMAPS,
      setup: {
        set,
        bits: [1, 2, 3].map((n) => ['msr-bitmap', (bitNumber + n * MSRS) % (4 * MSRS)] as const),
      },
      guest,
      expect: {
        decision: { rule: `${instruction}-bitmap`, exits: false, word: 'msr-bitmap', bit: bitNumber, value: 0 },
        transitions: [{ ...CALL, guestRip: 'behind' }],
      },
    },
  ];
};

/** MOV to CR3 of the value that it has, with four CR3-target values of which one, or none, equals it. */
const cr3Targets = (equal: 0 | 1 | 2 | 3 | null): Scenario => ({
  name: equal === null ? 'no CR3-target value equals: MOV to CR3 exits' : `CR3-target value ${equal} equals: no exit`,
  sdm: TARGETS,
  setup: {
    set: [[PRIMARY, 'cr3-load-exiting']],
    fields: {
      'cr3-target-count': 4n,
      ...Object.fromEntries([0, 1, 2, 3].map((n) => [`cr3-target-value-${n}`, n === equal ? LAB_CR3 : 0x5000n])),
    },
  },
  guest: 'mov rax, cr3\nat: mov cr3, rax\nbehind: vmcall',
  expect:
    equal === null
      ? { transitions: [{ kind: 'vm-exit', exitReason: 28, guestRip: 'at' }] }
      : {
          decision: { rule: 'cr3-target-value', exits: false, word: 'cr3-target-values', bit: equal, value: 1 },
          transitions: [{ ...CALL, guestRip: 'behind' }],
        },
});

/** The end of an interrupt in service, by vector. */
const eoi = (vector: number): readonly Scenario[] => {
  const bitmap = vector >> 6;
  const setup = {
    set: [ACTIVATE, TPR_SHADOW, ACCESSES, DELIVERY, EXTERNAL],
    change: words({ [virtual(0x100 + 0x10 * (vector >> 5))]: 1 << (vector & 31) }),
  } as const;
  const fields = { ...PAGES, 'guest-interrupt-status': BigInt(vector) << 8n };
  const guest = at('mov dword [rbx+0xb0], 0\nbehind: nop');
  return [
    {
      name: `the EOI of vector 0x${vector.toString(16)} exits by its bit of EOI-exit bitmap ${bitmap}`,
      sdm: EOI,
      setup: { ...setup, fields: { ...fields, [`eoi-exit-bitmap-${bitmap}`]: bit(vector & 63) } },
      guest,
      expect: {
        transitions: [
          {
            kind: 'vm-exit',
            exitReason: 45,
            qualification: BigInt(vector),
            guestRip: 'behind',
            why: { rule: 'eoi-exit-bitmap', word: 'eoi-exit-bitmap', bit: vector, value: 1 },
          },
        ],
      },
    },
    {
      name: `the EOI of vector 0x${vector.toString(16)} does not exit by the bits of the other EOI-exit bitmaps`,
      sdm: EOI,
      setup: {
        ...setup,
        fields: {
          ...fields,
          ...Object.fromEntries(
            [0, 1, 2, 3].filter((n) => n !== bitmap).map((n) => [`eoi-exit-bitmap-${n}`, 0xffff_ffff_ffff_ffffn]),
          ),
        },
      },
      guest,
      expect: {
        decision: { rule: 'eoi-exit-bitmap', exits: false, word: 'eoi-exit-bitmap', bit: vector, value: 0 },
        transitions: [CALL],
      },
    },
  ];
};

/** Every bitmap and list with a bit that exits and one that does not. */
export const bitmapBits: readonly Scenario[] = [
  ...port('io-bitmap-a', 0x278),
  ...port('io-bitmap-b', 0x8278),
  ...msr('rdmsr', 0x277),
  ...msr('wrmsr', 0x277),
  ...msr('rdmsr', 0xc000_0000 + KERNEL_GS_BASE),
  ...msr('wrmsr', 0xc000_0000 + KERNEL_GS_BASE),
  ...([0, 1, 2, 3, null] as const).map(cr3Targets),
  ...[0x21, 0x61, 0xa1, 0xe1].flatMap(eoi),
];
