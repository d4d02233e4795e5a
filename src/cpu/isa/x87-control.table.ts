import { type IsaRow, row } from './row';

const x87 = { unit: 'x87' } as const;

/** x87 control instructions: the state around the registers, not arithmetic. SDM Vol. 1: "x87 FPU Control Instructions". */
export const X87_CONTROL_ROWS: readonly IsaRow[] = [
  row('9B', '', 'fwait', 'simple', 'WAIT/FWAIT'),
  row('D9 /4', 'M', 'fldenv', 'saveState', 'FLDENV', x87),
  row('D9 /5', 'Mw', 'fldcw', 'simple', 'FLDCW', x87),
  row('D9 /6', 'M', 'fnstenv', 'saveState', 'FSTENV/FNSTENV', x87),
  row('D9 /7', 'Mw', 'fnstcw', 'simple', 'FSTCW/FNSTCW', x87),
  row('D9 D0', '', 'fnop', 'simple', 'FNOP', x87),
  row('D9 F6', '', 'fdecstp', 'simple', 'FDECSTP', x87),
  row('D9 F7', '', 'fincstp', 'simple', 'FINCSTP', x87),
  // FENI, FDISI and FSETPM of the 8087 and 80287 do nothing any more. SDM Vol. 3: "Obsolete Instructions".
  row('DB E0', '', 'x87_obsolete', 'simple', 'FNENI', x87),
  row('DB E1', '', 'x87_obsolete', 'simple', 'FNDISI', x87),
  row('DB E2', '', 'fnclex', 'simple', 'FCLEX/FNCLEX', x87),
  row('DB E3', '', 'fninit', 'simple', 'FINIT/FNINIT', x87),
  row('DB E4', '', 'x87_obsolete', 'simple', 'FNSETPM', x87),
  row('DD /0', 'U', 'ffree', 'simple', 'FFREE', x87),
  row('DD /4', 'M', 'frstor', 'saveState', 'FRSTOR', x87),
  row('DD /6', 'M', 'fnsave', 'saveState', 'FSAVE/FNSAVE', x87),
  row('DD /7', 'Mw', 'fnstsw', 'simple', 'FSTSW/FNSTSW', x87),
  row('DF E0', '', 'fnstsw_ax', 'simple', 'FSTSW/FNSTSW', x87),
  row('NP 0F 77', '', 'emms', 'simple', 'EMMS', { unit: 'mmx' }),
];
