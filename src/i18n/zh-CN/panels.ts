import type { Translated } from '../messages';
import type { panels as source } from '../en/panels';

export const panels: Translated<typeof source> = {};
