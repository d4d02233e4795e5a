import { ARITHMETIC_ROWS } from './arithmetic.table';
import { BIT_ROWS } from './bit.table';
import { CONTROL_TRANSFER_ROWS } from './control-transfer.table';
import { DATA_MOVEMENT_ROWS } from './data-movement.table';
import { NO_OPERATION_ROWS } from './no-operation.table';
import { NOT_MODELLED_ROWS } from './not-modelled.table';
import type { IsaRow } from './row';
import { STRING_ROWS } from './string.table';
import { SYSTEM_ROWS } from './system.table';
import { VIRTUALIZATION_ROWS } from './virtualization.table';

/** Every instruction form that the decoder knows, in no particular order: a more specific opcode wins. */
export const ISA_ROWS: readonly IsaRow[] = [
  ...ARITHMETIC_ROWS,
  ...BIT_ROWS,
  ...DATA_MOVEMENT_ROWS,
  ...CONTROL_TRANSFER_ROWS,
  ...STRING_ROWS,
  ...SYSTEM_ROWS,
  ...VIRTUALIZATION_ROWS,
  ...NO_OPERATION_ROWS,
  ...NOT_MODELLED_ROWS,
];
