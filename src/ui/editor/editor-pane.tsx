import { Tabs } from '@base-ui/react/tabs';
import { lazy, Suspense, useEffect } from 'react';
import { useT } from '../../i18n/use-t';
import { type SimulatorState, useSimulator } from '../../stores/simulator-store';
import { openFile } from '../../stores/view-actions';
import { afterPaint, nextPaint } from '../../stores/worker-line';
import { DisassemblyView } from './disassembly-view';
import { useFileDrop } from './file-drop';
import { DISASSEMBLY, FileTabs } from './file-tabs';
import { fileToFollow } from './line-marks';
import { PlainEditor } from './plain-editor';
import './editor-pane.css';

/** Monaco is most of the page's script: it comes when the rest already works, and a plain text field stands in if it fails. */
const SourceEditor = lazy(() =>
  atWork()
    .then(() => import('./load-editor'))
    .then(({ loadEditor }) => loadEditor())
    .catch((error: unknown) => ({
      default: ({ file }: { readonly file: string }) => (
        <PlainEditor file={file} failure={error instanceof Error ? error.message : String(error)} />
      ),
    })),
);

/** Resolves when the page shows the machine, or why there is none: Monaco would take the processor from that. */
async function atWork(): Promise<void> {
  const shown = ({ snapshot, diagnostics, fault }: SimulatorState) =>
    snapshot !== null || diagnostics.length > 0 || fault !== null;
  if (!shown(useSimulator.getState())) {
    await new Promise<void>((resolve) => {
      const stop = useSimulator.subscribe((state) => {
        if (!shown(state)) return;
        stop();
        resolve();
      });
    });
  }
  await nextPaint();
}

/** The program's text with its tabs; where RIP has no source, the machine code there. */
export function EditorPane() {
  const t = useT();
  const open = useSimulator((state) => state.openFile);
  const empty = useSimulator((state) => state.files.length === 0);
  const noSource = useSimulator((state) => state.snapshot !== null && state.snapshot.place.source === null);
  const { over, handlers } = useFileDrop();
  if (empty || open === null)
    return (
      <p className="editor-empty" {...handlers}>
        {t('editor.empty')}
      </p>
    );
  return (
    <Tabs.Root
      className={over ? 'editor-pane drop-target' : 'editor-pane'}
      value={open}
      onValueChange={openFile}
      {...handlers}
    >
      <FollowPlace />
      <FileTabs withDisassembly={noSource} />
      <Tabs.Panel className="editor-panel" value={open} tabIndex={-1}>
        {open === DISASSEMBLY ? (
          <DisassemblyView />
        ) : (
          <Suspense fallback={<PlainEditor file={open} />}>
            <SourceEditor file={open} />
          </Suspense>
        )}
      </Tabs.Panel>
    </Tabs.Root>
  );
}

/**
 * After each move the file where the processor stands comes to the front, or the disassembly when there is none: when all
 * else has been painted, for another text costs the editor more time than the rest of the page together. A component of its
 * own: a move within a file draws nothing of the pane again.
 */
function FollowPlace() {
  const position = useSimulator((state) =>
    state.snapshot?.running === true ? null : (state.snapshot?.position ?? null),
  );
  const processor = useSimulator((state) => state.snapshot?.processor ?? 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another processor stands elsewhere at the same position.
  useEffect(() => {
    if (position === null) return;
    const { snapshot, files, openFile: open } = useSimulator.getState();
    const source = snapshot?.place.source ?? null;
    const wanted = source === null ? DISASSEMBLY : fileToFollow(source, open);
    if (wanted === open) return;
    afterPaint(() => {
      const now = useSimulator.getState();
      // Another program, another move or another file chosen meanwhile: that counts.
      const same = now.files === files && now.openFile === open && now.snapshot?.position === position;
      if (same) openFile(wanted);
    });
  }, [position, processor]);
  return null;
}
