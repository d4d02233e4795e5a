/** Words that every part of the page uses. */
export const common = {
  mode: { off: 'VMX off', root: 'VMX root', 'non-root': 'VMX non-root' },
  close: 'Close',
  copy: 'Copy',
  copied: 'Copied',
  cancel: 'Cancel',
  loading: 'Loading…',
  guest: 'Guest {{n}}',
  /** Between the parts of a list. */
  listComma: ', ',
  instruction: 'instruction',
  cycle: 'cycle',
  manualSection: 'SDM, “{{section}}”',
} as const;
