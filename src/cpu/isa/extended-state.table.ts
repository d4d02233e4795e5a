import { type IsaRow, row } from './row';

/** Saving and restoring of x87, SSE and further state. SDM Vol. 1: "Managing State Using the XSAVE Feature Set". */
export const EXTENDED_STATE_ROWS: readonly IsaRow[] = [
  row('NP 0F AE /0', 'My', 'fxsave', 'saveState', 'FXSAVE'),
  row('NP 0F AE /1', 'My', 'fxrstor', 'saveState', 'FXRSTOR'),
  row('NP 0F AE /4', 'My', 'xsave', 'saveState', 'XSAVE'),
  row('NP 0F AE /5', 'My', 'xrstor', 'saveState', 'XRSTOR'),
  row('NP 0F AE /6', 'My', 'xsaveopt', 'saveState', 'XSAVEOPT'),
  row('NP 0F C7 /3', 'My', 'xrstors', 'saveState', 'XRSTORS'),
  row('NP 0F C7 /4', 'My', 'xsavec', 'saveState', 'XSAVEC'),
  row('NP 0F C7 /5', 'My', 'xsaves', 'saveState', 'XSAVES'),
];
