import { describe, expect, it } from 'vitest';
import { findDefinition } from '../../../src/ui/editor/find-definition';

const files = [
  {
    name: 'vmm.asm',
    text: 'start:\n    vmx_enable\n.loop:\n    jmp .loop ; VMCS_EXIT_REASON equ is no definition here\n',
  },
  {
    name: 'vmx.inc',
    text: 'VMCS_EXIT_REASON      equ 0x4402   ; Exit reason\n\n; vmx_enable : turns VMX on\n; changes RAX\n%macro vmx_enable 0\n%endmacro\n%define LIMIT 4\n',
  },
];

describe('the definition of a word', () => {
  it.each([
    ['VMCS_EXIT_REASON', { file: 'vmx.inc', line: 1, text: 'VMCS_EXIT_REASON equ 0x4402', comment: 'Exit reason' }],
    [
      'vmx_enable',
      { file: 'vmx.inc', line: 5, text: '%macro vmx_enable 0', comment: 'vmx_enable : turns VMX on\nchanges RAX' },
    ],
    ['start', { file: 'vmm.asm', line: 1, text: 'start:', comment: '' }],
    ['.loop', { file: 'vmm.asm', line: 3, text: '.loop:', comment: '' }],
    ['LIMIT', { file: 'vmx.inc', line: 7, text: '%define LIMIT 4', comment: '' }],
  ])('%s', (word, expected) => {
    expect(findDefinition(word, files)).toEqual(expected);
  });

  it.each(['jmp', 'rax', 'VMCS_EXIT', 'a+b', '('])('%s has none', (word) => {
    expect(findDefinition(word, files)).toBeNull();
  });
});
