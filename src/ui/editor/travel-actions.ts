import type { editor } from 'monaco-editor/editor/editor.api';
import { translate } from '../../i18n/i18n';
import { run } from '../../stores/actions';
import { noteCursor, runToCursor } from '../../stores/editor-cursor';
import { monaco } from './monaco';

const { MouseTargetType } = monaco.editor;
const GUTTER = new Set([
  MouseTargetType.GUTTER_LINE_NUMBERS,
  MouseTargetType.GUTTER_LINE_DECORATIONS,
  MouseTargetType.GUTTER_GLYPH_MARGIN,
]);

/**
 * Running to a line of the editor: Ctrl+F10 and the context menu take the cursor's line, Ctrl and a press on a line number
 * that line; the context menu opens on a line number too. Breakpoints are toggled by `toggle`.
 */
export function addTravelActions(
  created: editor.IStandaloneCodeEditor,
  toggle: (line: number | undefined) => void,
): void {
  const { KeyMod, KeyCode } = monaco;
  const note = () => {
    const file = fileOf(created);
    const line = created.getPosition()?.lineNumber;
    if (file !== undefined && line !== undefined) noteCursor(file, line);
  };
  created.onDidChangeCursorPosition(note);
  created.onDidChangeModel(note);
  created.onDidFocusEditorText(note);
  created.addAction({
    id: 'vmxray.run-to-cursor',
    label: translate('editor.runToCursor'),
    keybindings: [KeyMod.CtrlCmd | KeyCode.F10],
    contextMenuGroupId: '0_travel',
    contextMenuOrder: 1,
    run: () => {
      note();
      return runToCursor();
    },
  });
  created.addAction({
    id: 'vmxray.toggle-breakpoint',
    label: translate('editor.toggleBreakpoint'),
    keybindings: [KeyCode.F9],
    contextMenuGroupId: '0_travel',
    contextMenuOrder: 2,
    run: () => toggle(created.getPosition()?.lineNumber),
  });
  created.onMouseDown(({ target, event }) => {
    const line = target.position?.lineNumber;
    if (!GUTTER.has(target.type) || !event.leftButton) return;
    const file = fileOf(created);
    if (!event.ctrlKey && !event.metaKey) toggle(line);
    else if (file !== undefined && line !== undefined) void run({ kind: 'run-to', file, line });
  });
  created.onContextMenu(({ target }) => {
    if (!GUTTER.has(target.type) || target.position === null) return;
    created.setPosition(target.position);
    created.focus();
    created.trigger('gutter', 'editor.action.showContextMenu', null);
  });
}

const fileOf = (created: editor.IStandaloneCodeEditor): string | undefined => created.getModel()?.uri.path.slice(1);
