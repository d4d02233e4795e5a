import { track } from '../../stores/worker-line';

/** Files that hold a work (`.vmxray.json`) open when they are dropped anywhere onto the page. Other files are not ours. */

/** Starts listening; returns how to stop. */
export function listenToDrops(): () => void {
  addEventListener('dragover', onDragOver, true);
  addEventListener('drop', onDrop, true);
  return () => {
    removeEventListener('dragover', onDragOver, true);
    removeEventListener('drop', onDrop, true);
  };
}

/** Before it is dropped only the type of a file is known. */
function onDragOver(event: DragEvent): void {
  const [item] = event.dataTransfer?.items ?? [];
  if (item?.kind !== 'file' || item.type !== 'application/json') return;
  event.preventDefault();
  event.stopPropagation();
}

function onDrop(event: DragEvent): void {
  const [file] = event.dataTransfer?.files ?? [];
  if (file === undefined || !/\.json$/i.test(file.name)) return;
  event.preventDefault();
  event.stopPropagation();
  void track(import('../../stores/open-work').then((open) => open.openWorkFile(file)));
}
