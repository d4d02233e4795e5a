import type { editor, IRange, Selection } from 'monaco-editor/editor/editor.api';
import { type RefObject, useEffect } from 'react';
import { useT } from '../../i18n/use-t';
import { findLockedRegions, type LockedRegion } from '../../lessons/locked-regions';
import { useSimulator } from '../../stores/simulator-store';

/**
 * Lines of an exercise that must stay as given are grey, and where the cursor or a selection touches them nothing can be typed.
 * That is a help for the learner, no protection: the check compares them.
 */
export function useLockedLines(instance: RefObject<editor.IStandaloneCodeEditor | null>, file: string): void {
  const t = useT();
  const exercise = useSimulator((state) => state.exercise);
  const text = useSimulator((state) => state.files.find(({ name }) => name === file)?.text ?? null);
  useEffect(() => {
    const shown = instance.current;
    if (shown === null || exercise === null || text === null) return;
    const given = new Set(findLockedRegions(exercise.files).regions.map(({ name }) => name));
    const regions = findLockedRegions([{ name: file, text }]).regions.filter(({ name }) => given.has(name));
    if (regions.length === 0) return;
    const message = t('editor.lockedHint');
    const painted = shown.createDecorationsCollection(
      regions.map(({ firstLine, lastLine }) => ({
        range: { startLineNumber: firstLine, startColumn: 1, endLineNumber: lastLine, endColumn: 1 },
        options: {
          isWholeLine: true,
          className: 'line-locked',
          marginClassName: 'line-locked',
          inlineClassName: 'locked',
        },
      })),
    );
    const guard = () => {
      const readOnly = (shown.getSelections() ?? []).some((selection) =>
        regions.some((region) => touches(selection, region)),
      );
      shown.updateOptions({ readOnly, readOnlyMessage: { value: message } });
    };
    guard();
    const following = shown.onDidChangeCursorSelection(guard);
    return () => {
      following.dispose();
      painted.clear();
      shown.updateOptions({ readOnly: false });
    };
  }, [instance, file, text, exercise, t]);
}

/** Whether typing over a selection, or at a cursor, would change a line of the region. */
export function touches(selection: IRange | Selection, { firstLine, lastLine }: LockedRegion): boolean {
  const { startLineNumber, endLineNumber, endColumn } = selection;
  const isCursor = startLineNumber === endLineNumber && selection.startColumn === endColumn;
  if (isCursor) return startLineNumber >= firstLine && startLineNumber <= lastLine;
  const lastTouched = endColumn === 1 ? endLineNumber - 1 : endLineNumber;
  return startLineNumber <= lastLine && lastTouched >= firstLine;
}
