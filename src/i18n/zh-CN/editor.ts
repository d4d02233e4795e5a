import type { Translated } from '../messages';
import type { editor as source } from '../en/editor';

export const editor: Translated<typeof source> = {
  files: 'Files',
  readOnly: 'read-only',
  readOnlyHint: 'Library file: read-only. A program includes it with %include.',
  loading: 'Loading the editor…',
  failed: 'The editor could not be loaded: {{message}}',
  plainEditor: 'Source text',
  empty: 'No program yet. Choose one from the Program menu.',
  label: 'Source of {{file}}',
  disassembly: 'Disassembly',
  disassemblyHint: 'The instruction pointer stands where no source line is: these are the bytes in memory, decoded.',
  breakpoint: 'Breakpoint',
  exitBadge: 'VM exit {{reason}} · ×{{count}}',
  exitBadgeHint: '{{name}}: {{count}} VM exits came from this line.',
  currentRoot: 'The processor stands here, in VMX root operation.',
  currentNonRoot: 'The processor stands here, in VMX non-root operation.',
  currentOff: 'The processor stands here, outside VMX operation.',
  vmmPlace: 'The VMM goes on here after the next VM exit.',
  guestPlace: '{{guest}} goes on here after its next VM entry.',
};
