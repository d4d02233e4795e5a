import type { Work } from '../share/work';
import { toWorkFile, workFileName } from '../share/work-file';

/** Hands a work to the browser as a download. */
export function saveWorkFile(work: Work): void {
  const address = URL.createObjectURL(toWorkFile(work));
  const link = document.createElement('a');
  link.href = address;
  link.download = workFileName(work);
  link.click();
  // The browser takes the contents over in the task after this one.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
