import type { SecondLevelTranslation } from '../ports';
import type { Processor } from '../processor';
import { TRANSLATION_CONTEXT } from '../state/processor-layout';
import { CONTEXT_COMBINED } from './tlb';

/** The second level of translation while one is in use, else null: a guest-physical address then is a host-physical one. */
export const secondLevelOf = (p: Processor): SecondLevelTranslation | null =>
  (p.s[TRANSLATION_CONTEXT] & CONTEXT_COMBINED) === 0 ? null : p.secondLevel;
