import type { SourceFile } from '../../src/asm/program';
import { type LessonId, lessonFiles } from './lesson-files';

/** One change of a file: a text that stands in it once, and what takes its place. */
interface Edit {
  readonly file?: string;
  readonly from: string;
  readonly to: string;
}

/** A submission made of a lesson's start or solution, and the goals that it misses. */
export interface Submission {
  readonly lesson: LessonId;
  readonly name: string;
  readonly of: 'start' | 'solution';
  readonly edits: readonly Edit[];
  readonly misses: readonly string[];
}

/** A solution with one mistake in it. */
const mutant = (lesson: LessonId, name: string, misses: readonly string[], ...edits: Edit[]): Submission => ({
  lesson,
  name,
  of: 'solution',
  edits,
  misses,
});

const COSTLY_LOOP = ['    mov     ecx, 20000', '.waste:', '    dec     ecx', '    jnz     .waste', ''].join('\n');

/** REP OUTSB in one exit: the VMM does all iterations. */
const STRING_PRINTER: readonly Edit[] = [
  {
    from: '    mov     al, [guest_rax]\n    out     DEBUG_CONSOLE, al\n    jmp     .resume',
    to: [
      '    mov     rsi, [guest_rsi]',
      '    mov     rcx, [guest_rcx]',
      '    mov     dx, DEBUG_CONSOLE',
      '    rep outsb',
      '    mov     [guest_rsi], rsi',
      '    mov     qword [guest_rcx], 0',
      '    jmp     .resume',
    ].join('\n'),
  },
  {
    file: 'guest.asm',
    from: '    mov     eax, CALL_PRINT   ; one VM exit per text\n    vmcall\n',
    to: '    mov     dx, PRINTER\n    rep outsb\n',
  },
];

/** REP OUTSB with one exit for each character: the VMM does one iteration, and the guest begins again. */
const ONE_ITERATION: readonly Edit[] = [
  {
    from: '    mov     al, [guest_rax]\n    out     DEBUG_CONSOLE, al\n    jmp     .resume',
    to: [
      '    mov     rsi, [guest_rsi]',
      '    lodsb',
      '    out     DEBUG_CONSOLE, al',
      '    mov     [guest_rsi], rsi',
      '    dec     qword [guest_rcx]',
      '    jz      .resume',
      '    restore_guest_registers',
      '    vmresume',
      '    jmp     vmm_failed',
    ].join('\n'),
  },
  STRING_PRINTER[1] as Edit,
];

/** Three calls for each line. */
const THREE_CALLS: Edit = {
  file: 'guest.asm',
  from: '    mov     eax, CALL_PRINT   ; one VM exit per text\n    vmcall\n',
  to: [
    '    mov     eax, CALL_PRINT',
    '    lea     r8, [rcx - 20]',
    '    mov     ecx, 10',
    '    vmcall',
    '    add     rsi, 10',
    '    vmcall',
    '    add     rsi, 10',
    '    mov     rcx, r8',
    '    vmcall',
    '',
  ].join('\n'),
};

const WRONG_PIN: Edit = {
  from: '    pin_controls PIN_EXTERNAL_INTERRUPT_EXITING\n',
  to: '    vmcs_set VMCS_PIN_BASED_CONTROLS, PIN_EXTERNAL_INTERRUPT_EXITING\n',
};
const WRONG_LINK: Edit = { from: 'VMCS_VMCS_LINK_POINTER, -1', to: 'VMCS_VMCS_LINK_POINTER, 0' };
const WRONG_TR: Edit = {
  from: 'VMCS_HOST_TR_SELECTOR, LAB_TSS\n',
  to: 'VMCS_HOST_TR_SELECTOR, LAB_TSS | 3\n',
};
const GUEST_2 = '    vmcs_default_guest guest_2\n';

/**
 * What learners hand in: each start, each solution, other solutions, halves of solutions, and for each goal a mistake that
 * costs this goal alone.
 */
export const submissions: readonly Submission[] = [
  {
    lesson: 'first-vm-exit',
    name: 'the start',
    of: 'start',
    edits: [],
    misses: ['answer', 'largest-leaf', 'once', 'vmxoff'],
  },
  mutant('first-vm-exit', 'the solution', []),
  mutant(
    'first-vm-exit',
    'EDX and ECX exchanged',
    ['answer'],
    { from: '[guest_rdx], "oFro"', to: '[guest_rdx], "mVMM"' },
    { from: '[guest_rcx], "mVMM"', to: '[guest_rcx], "oFro"' },
  ),
  mutant('first-vm-exit', 'EAX says that there is a leaf 1', ['largest-leaf'], {
    from: '[guest_rax], 0 ',
    to: '[guest_rax], 1 ',
  }),
  mutant(
    'first-vm-exit',
    'CPUID exits twice before its RIP moves',
    ['once'],
    { from: '    mov     dword [guest_rax], 0', to: '    mov     ebx, [guest_rbx]\n    mov     dword [guest_rax], 0' },
    {
      from: '    advance_guest_rip         ; CPUID is done\n',
      to: '    cmp     ebx, "Hell"\n    jne     .again\n    advance_guest_rip\n.again:\n',
    },
  ),
  mutant('first-vm-exit', 'no VMXOFF', ['vmxoff'], {
    from: '    vmxoff                    ; VMX root -> outside VMX\n',
    to: '',
  }),
  mutant('first-vm-exit', 'the RIP never moves', ['answer', 'largest-leaf', 'once', 'vmxoff'], {
    from: '    advance_guest_rip         ; CPUID is done\n',
    to: '',
  }),
  mutant('first-vm-exit', 'VMLAUNCH instead of VMRESUME', ['answer', 'largest-leaf', 'once', 'vmxoff'], {
    from: '    vmresume ',
    to: '    vmlaunch ',
  }),
  mutant('first-vm-exit', 'the registers are not restored', ['answer', 'largest-leaf'], {
    from: '    restore_guest_registers\n',
    to: '',
  }),
  mutant('first-vm-exit', 'the VMM prints the answer itself and gives up', ['largest-leaf', 'once'], {
    from: '    mov     dword [guest_rax], 0',
    to: '    print   "guest: CPUID says HelloFromVMM", 10\n    jmp     .done\n    mov     dword [guest_rax], 0',
  }),

  { lesson: 'who-decides', name: 'the start', of: 'start', edits: [], misses: ['hlt', 'rdtsc', 'ports'] },
  mutant('who-decides', 'the solution', []),
  mutant('who-decides', 'HLT does not exit', ['hlt'], { from: 'PRIMARY_HLT_EXITING |', to: '0 |' }),
  mutant('who-decides', 'RDTSC exits', ['rdtsc'], {
    from: 'PRIMARY_HLT_EXITING |',
    to: 'PRIMARY_HLT_EXITING | PRIMARY_RDTSC_EXITING |',
  }),
  mutant('who-decides', 'the console’s port exits too', ['ports'], {
    from: '    bts     dword [rbx + PRINTER / 8], PRINTER % 8\n',
    to: '    bts     dword [rbx + PRINTER / 8], PRINTER % 8\n    bts     dword [rbx + DEBUG_CONSOLE / 8], DEBUG_CONSOLE % 8\n',
  }),
  mutant('who-decides', 'all ports exit', ['ports'], {
    from: 'PRIMARY_USE_IO_BITMAPS',
    to: 'PRIMARY_UNCONDITIONAL_IO_EXITING',
  }),
  mutant('who-decides', 'both I/O controls are 1: the bitmaps decide', [], {
    from: 'PRIMARY_USE_IO_BITMAPS',
    to: 'PRIMARY_USE_IO_BITMAPS | PRIMARY_UNCONDITIONAL_IO_EXITING',
  }),
  mutant('who-decides', 'the printer prints small letters', ['same-text'], {
    from: "    sub     al, 'a' - 'A'     ; our printer: capitals only\n",
    to: '',
  }),
  mutant('who-decides', 'no bit in the bitmap', ['ports', 'same-text'], {
    from: '    bts     dword [rbx + PRINTER / 8], PRINTER % 8\n',
    to: '',
  }),
  mutant('who-decides', 'the bit stands in bitmap B', ['ports', 'same-text'], {
    from: '    mov     ebx, IO_BITMAP_A\n',
    to: '    mov     ebx, IO_BITMAP_B\n',
  }),

  {
    lesson: 'when-entry-fails',
    name: 'the start',
    of: 'start',
    edits: [],
    misses: ['guest-1', 'external-interrupts', 'guest-2', 'guest-3', 'interrupts-on'],
  },
  mutant('when-entry-fails', 'the solution', []),
  mutant('when-entry-fails', 'the control is set for guest 2 instead of guest 1', ['guest-1'], WRONG_PIN, {
    from: GUEST_2,
    to: `${GUEST_2}    pin_controls PIN_EXTERNAL_INTERRUPT_EXITING\n`,
  }),
  mutant('when-entry-fails', 'the control is simply left out', ['external-interrupts'], {
    from: 'pin_controls PIN_EXTERNAL_INTERRUPT_EXITING',
    to: 'pin_controls 0',
  }),
  mutant('when-entry-fails', 'the host’s TR keeps its RPL', ['guest-2'], WRONG_TR),
  mutant('when-entry-fails', 'the link pointer stays, and guest 2 has interrupts on', ['guest-3'], WRONG_LINK, {
    from: GUEST_2,
    to: `${GUEST_2}    vmcs_set VMCS_GUEST_RFLAGS, 1 << 9 | 1 << 1\n`,
  }),
  mutant('when-entry-fails', 'guest 3 starts with interrupts off', ['interrupts-on'], {
    from: '1 << 9 | 1 << 1',
    to: '1 << 1',
  }),
  mutant('when-entry-fails', 'only guest 1 is repaired', ['guest-2', 'guest-3', 'interrupts-on'], WRONG_TR, WRONG_LINK),
  mutant(
    'when-entry-fails',
    'of guest 3 only the reported check is repaired',
    ['guest-3', 'interrupts-on'],
    WRONG_LINK,
  ),
  mutant(
    'when-entry-fails',
    'lines left out instead of corrected',
    ['external-interrupts', 'interrupts-on'],
    { from: '    pin_controls PIN_EXTERNAL_INTERRUPT_EXITING\n', to: '' },
    { from: '    vmcs_set VMCS_GUEST_RFLAGS, 1 << 9 | 1 << 1\n', to: '' },
  ),

  { lesson: 'what-an-exit-costs', name: 'the start', of: 'start', edits: [], misses: ['clock', 'exits', 'cycles'] },
  mutant('what-an-exit-costs', 'the solution', []),
  mutant('what-an-exit-costs', 'REP OUTSB, all of it in one exit', [], ...STRING_PRINTER),
  mutant('what-an-exit-costs', 'REP OUTSB, an exit for each character', ['exits', 'cycles'], ...ONE_ITERATION),
  mutant('what-an-exit-costs', 'no TSC offset', ['same-text'], {
    from: '    vmcs_set VMCS_TSC_OFFSET, CLOCK_AHEAD\n',
    to: '',
  }),
  mutant('what-an-exit-costs', 'RDTSC still exits', ['clock'], {
    from: 'PRIMARY_USE_TSC_OFFSETTING',
    to: 'PRIMARY_RDTSC_EXITING',
  }),
  mutant('what-an-exit-costs', 'three calls for each line', ['exits'], THREE_CALLS),
  mutant('what-an-exit-costs', 'a handler that wastes time', ['cycles'], {
    from: '.print:                       ; the printer: a whole text\n',
    to: `.print:\n${COSTLY_LOOP}`,
  }),
  mutant('what-an-exit-costs', 'nothing is printed', ['same-text'], {
    from: '    mov     dx, DEBUG_CONSOLE\n    rep outsb\n',
    to: '',
  }),
];

/** The files of a submission. */
export function submissionFiles({ lesson, of, edits, name }: Submission): readonly SourceFile[] {
  const texts = new Map(lessonFiles(lesson, of).map((file) => [file.name, file.text]));
  for (const { file = 'vmm.asm', from, to } of edits) {
    const text = texts.get(file) ?? '';
    if (text.split(from).length !== 2) throw new Error(`${lesson}, ${name}: “${from}” does not stand once in ${file}`);
    texts.set(
      file,
      text.replace(from, () => to),
    );
  }
  return [...texts].map(([file, text]) => ({ name: file, text }));
}
