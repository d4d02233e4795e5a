/** How many batches there are. */
export const randomBatchCount: number;
/** How many cases each of them holds. */
export const randomBatchSize: number;
/** The source of a batch's image, from 0; the same every time. */
export function randomBatch(index: number): string;
