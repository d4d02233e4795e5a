import { type DragEvent, useState } from 'react';

export interface FileDrop {
  /** Files are held over the pane. */
  readonly over: boolean;
  readonly handlers: {
    readonly onDragEnterCapture: (event: DragEvent) => void;
    readonly onDragOverCapture: (event: DragEvent) => void;
    readonly onDragLeaveCapture: (event: DragEvent) => void;
    readonly onDropCapture: (event: DragEvent) => void;
  };
}

/** Files of the desktop that are dropped onto a pane. Caught on the way down: the editor would take them for text. */
export function useFileDrop(): FileDrop {
  const [over, setOver] = useState(false);
  const holdsFiles = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes('Files');
  const hold = (event: DragEvent) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    event.stopPropagation();
    event.dataTransfer.dropEffect = 'copy';
    setOver(true);
  };
  return {
    over,
    handlers: {
      onDragEnterCapture: hold,
      onDragOverCapture: hold,
      onDragLeaveCapture: ({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget as Node | null)) setOver(false);
      },
      onDropCapture: (event) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        event.stopPropagation();
        setOver(false);
        const files = [...event.dataTransfer.files];
        void import('./open-files').then(({ takeFiles }) => takeFiles(files));
      },
    },
  };
}
