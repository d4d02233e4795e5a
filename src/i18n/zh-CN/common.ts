import type { Translated } from '../messages';
import type { common as source } from '../en/common';

export const common: Translated<typeof source> = {
  mode: { off: 'VMX off', root: 'VMX root', 'non-root': 'VMX non-root' },
  close: 'Close',
  copy: 'Copy',
  copied: 'Copied',
  cancel: 'Cancel',
  loading: 'Loading…',
  instruction: 'instruction',
  cycle: 'cycle',
  manualSection: 'SDM, “{{section}}”',
};
