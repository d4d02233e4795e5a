/*
 * What the editor knows of the language. Importing this file teaches Monaco; the knowledge itself is the assembler's, which
 * is asked in the worker, and the tables'.
 */
import './completion-feature';
import './hover-feature';
import './name-features';
import './text-features';
import { goToSource } from '../../../stores/view-actions';
import { monaco } from '../monaco';

/** A definition in another file opens that file's tab. */
monaco.editor.registerEditorOpener({
  openCodeEditor(_source, resource, selection) {
    const line =
      selection === undefined ? 1 : 'startLineNumber' in selection ? selection.startLineNumber : selection.lineNumber;
    const column = selection === undefined ? 1 : 'startColumn' in selection ? selection.startColumn : selection.column;
    goToSource(resource.path.slice(1), line, column);
    return true;
  },
});

const { KeyCode, KeyMod } = monaco;

monaco.editor.addKeybindingRules([
  // The same key on every system; on Linux Monaco has another one.
  {
    keybinding: KeyMod.Shift | KeyMod.Alt | KeyCode.KeyF,
    command: 'editor.action.formatDocument',
    when: 'editorTextFocus',
  },
  // Monaco's own begins with Ctrl+K, which is the page's palette.
  {
    keybinding: KeyMod.CtrlCmd | KeyCode.KeyI,
    command: 'editor.action.showHover',
    when: 'editorTextFocus && !suggestWidgetVisible',
  },
]);
