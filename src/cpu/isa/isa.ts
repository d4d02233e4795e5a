import { ARITHMETIC_ROWS } from './arithmetic.table';
import { BIT_ROWS } from './bit.table';
import { BIT_MANIPULATION_ROWS } from './bit-manipulation.table';
import { CONTROL_TRANSFER_ROWS } from './control-transfer.table';
import { DATA_MOVEMENT_ROWS } from './data-movement.table';
import { EXTENDED_STATE_ROWS } from './extended-state.table';
import { NO_OPERATION_ROWS } from './no-operation.table';
import { NOT_MODELLED_ROWS } from './not-modelled.table';
import type { IsaRow } from './row';
import { STRING_ROWS } from './string.table';
import { SYSTEM_ROWS } from './system.table';
import { VECTOR_INTEGER_ROWS } from './vector-integer.table';
import { VECTOR_MOVE_ROWS } from './vector-move.table';
import { VIRTUALIZATION_ROWS } from './virtualization.table';
import { X87_CONTROL_ROWS } from './x87-control.table';

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
  ...BIT_MANIPULATION_ROWS,
  ...X87_CONTROL_ROWS,
  ...VECTOR_INTEGER_ROWS,
  ...VECTOR_MOVE_ROWS,
  ...EXTENDED_STATE_ROWS,
  ...NOT_MODELLED_ROWS,
];
