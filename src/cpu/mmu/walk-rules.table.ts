import type { WalkRule } from './walk-trail';

/** The manual's section about each rule that refuses an access. */
export const walkRuleSections: Readonly<Record<WalkRule, string>> = {
  'not-present': 'Page-Fault Exceptions',
  'reserved-bit': 'Page-Fault Exceptions',
  'user-supervisor': 'Determination of Access Rights',
  'read-write': 'Determination of Access Rights',
  'execute-disable': 'Determination of Access Rights',
  smep: 'Determination of Access Rights',
  smap: 'Determination of Access Rights',
  'protection-key-access': 'Protection Keys',
  'protection-key-write': 'Protection Keys',
  'non-canonical': 'Canonical Addressing',
  'second-level': 'EPT Violations',
};
