import { type IsaRow } from './row';

export const NOT_MODELLED_ROWS: readonly IsaRow[] = [];
