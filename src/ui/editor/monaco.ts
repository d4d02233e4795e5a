/*
 * Monaco with the features that an assembly editor needs, and our language. Importing this file loads about 700 KB of
 * script; only the lazily loaded source editor does.
 */
import 'monaco-editor/features/bracketMatching/register';
import 'monaco-editor/features/caretOperations/register';
import 'monaco-editor/features/clipboard/register';
import 'monaco-editor/features/codicon/register';
import 'monaco-editor/features/comment/register';
import 'monaco-editor/features/contextmenu/register';
import 'monaco-editor/features/cursorUndo/register';
import 'monaco-editor/features/find/register';
import 'monaco-editor/features/folding/register';
import 'monaco-editor/features/format/register';
import 'monaco-editor/features/gotoError/register';
import 'monaco-editor/features/gotoLine/register';
import 'monaco-editor/features/gotoSymbol/register';
import 'monaco-editor/features/hover/register';
import 'monaco-editor/features/indentation/register';
import 'monaco-editor/features/lineSelection/register';
import 'monaco-editor/features/linesOperations/register';
import 'monaco-editor/features/multicursor/register';
import 'monaco-editor/features/parameterHints/register';
import 'monaco-editor/features/quickOutline/register';
import 'monaco-editor/features/readOnlyMessage/register';
import 'monaco-editor/features/referenceSearch/register';
import 'monaco-editor/features/rename/register';
import 'monaco-editor/features/smartSelect/register';
// The package's own registration of this feature leaves the controller out.
import 'monaco-editor/editor/contrib/suggest/browser/suggestController';
import 'monaco-editor/features/toggleTabFocusMode/register';
import 'monaco-editor/features/wordOperations/register';
import * as monaco from 'monaco-editor/editor/editor.api';
import EditorWorker from 'monaco-editor/editor/editor.worker?worker';
import { editorThemes } from './editor-theme';
import { NASM, nasmConfiguration, nasmGrammar } from './nasm-language';

self.MonacoEnvironment = { getWorker: () => new EditorWorker() };

monaco.languages.register({ id: NASM, extensions: ['.asm', '.inc'] });
monaco.languages.setLanguageConfiguration(NASM, nasmConfiguration);
monaco.languages.setMonarchTokensProvider(NASM, nasmGrammar);
monaco.editor.defineTheme('vmxray-light', editorThemes.light);
monaco.editor.defineTheme('vmxray-dark', editorThemes.dark);

export { monaco };
