import type { editor } from 'monaco-editor/editor/editor.api';
import { type RefObject, useEffect } from 'react';
import { useSimulator } from '../../stores/simulator-store';
import { lineIn } from './line-marks';

type Instance = RefObject<editor.IStandaloneCodeEditor | null>;
type Place = RefObject<HTMLElement | null>;

/**
 * Moves the two marks of the line where the processor stands: the wash behind Monaco's text and the arrow in front of its
 * margin. They are elements of our own because they move with almost every step: a decoration would have Monaco draw the
 * lines again each time.
 */
export function useCurrentPlace(instance: Instance, file: string, wash: Place, arrow: Place): void {
  const mode = useSimulator((state) => state.snapshot?.mode ?? 'off');
  const line = useSimulator((state) => lineIn(file, state.snapshot?.place.source));
  const position = useSimulator((state) => state.snapshot?.position ?? 0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: with each new position the line is where the program has it again.
  useEffect(() => {
    const shown = instance.current;
    if (shown === null || wash.current === null || arrow.current === null) return;
    const marks = [wash.current, arrow.current];
    wash.current.className = `current-place line-current line-${mode}`;
    arrow.current.className = `current-place-arrow line-arrow arrow-${mode}`;
    let now = line;
    const put = () => {
      const lines = shown.getModel()?.getLineCount() ?? 0;
      const top = now === null || now > lines ? null : shown.getTopForLineNumber(now) - shown.getScrollTop();
      for (const mark of marks) {
        mark.hidden = top === null;
        mark.style.transform = `translateY(${top ?? 0}px)`;
      }
      arrow.current?.style.setProperty('left', `${shown.getLayoutInfo().decorationsLeft}px`);
    };
    put();
    const following = [
      shown.onDidScrollChange(put),
      shown.onDidLayoutChange(put),
      shown.onDidChangeHiddenAreas(put),
      // Until the program is assembled again the line moves with the text.
      shown.onDidChangeModelContent(({ changes }) => {
        for (const { range, text } of changes) {
          if (now === null || range.startLineNumber >= now) continue;
          now += text.split('\n').length - 1 - (Math.min(range.endLineNumber, now) - range.startLineNumber);
        }
        put();
      }),
    ];
    return () => {
      for (const each of following) each.dispose();
    };
  }, [instance, wash, arrow, line, mode, position]);
}
