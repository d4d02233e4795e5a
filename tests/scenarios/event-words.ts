import { LAB_HANDLER_BYTES, LAB_HANDLERS } from '../../src/machine/boot/lab-layout.table';

/** Words and small helpers that the rows about events share. */
export const OTHER = 'Other Causes of VM Exits';
export const BITMAP = 'Exception Bitmap';
export const VECTORING = 'Information for VM Exits That Occur During Event Delivery';
export const IRET_TO_NOWHERE = 'push 0x10\npush 0x130000\npush 2\npush 0x50\npush 0';
export const PRIMARY = 'primary-processor-based';
export const HLT_EXITING = [PRIMARY, 'hlt-exiting'] as const;
export const IF = 0x202n;
export const handler = (vector: number): bigint => BigInt(LAB_HANDLERS + vector * LAB_HANDLER_BYTES);
export const bit = (vector: number): bigint => 1n << BigInt(vector);
export const interrupt = (at: string, vector = 0x30) => ({
  at,
  event: { kind: 'external-interrupt', vector } as const,
});
