import type { WalkRequest } from '../../../protocol/paging-view';

const WRITE = 0x02;
const USER = 0x04;
const FETCH = 0x10;

/**
 * The access that a page-fault error code tells of. Where neither execute-disable nor SMEP is enabled, I/D is 0 for a fetch,
 * too: it looks like a read. SDM Vol. 3: "Page-Fault Exceptions".
 */
export function accessOfFault(errorCode: number): WalkRequest['access'] {
  if ((errorCode & FETCH) !== 0) return 'fetch';
  return (errorCode & WRITE) !== 0 ? 'write' : 'read';
}

/** Whether the access was a user-mode access. */
export const isUserFault = (errorCode: number): boolean => (errorCode & USER) !== 0;
