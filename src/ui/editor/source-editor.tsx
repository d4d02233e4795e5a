import type { editor } from 'monaco-editor/editor/editor.api';
import { useEffect, useRef } from 'react';
import { diagnosticMessage } from '../../i18n/facts';
import { currentLanguage } from '../../i18n/i18n';
import { useT } from '../../i18n/use-t';
import { moveLineBreakpoints, toggleLineBreakpoint } from '../../stores/actions';
import { useSettings } from '../../stores/settings-store';
import { useSimulator } from '../../stores/simulator-store';
import { afterPaint } from '../../stores/worker-line';
import { useCurrentPlace } from './current-place';
import './language/language-features';
import { toDecorations } from './line-decorations';
import { breakpointMarks, exitMarks, lineIn, placeMarks } from './line-marks';
import { useLockedLines } from './locked-lines';
import { monaco } from './monaco';
import { fileOf, modelOf, syncModels } from './source-models';
import { addTravelActions } from './travel-actions';
import './source-editor.css';

const NO_TRANSITIONS: never[] = [];

/** Monaco on one file of the program, or on a library file, which is read-only. */
export default function SourceEditor({ file }: { readonly file: string }) {
  const host = useRef<HTMLDivElement>(null);
  const wash = useRef<HTMLDivElement>(null);
  const arrow = useRef<HTMLDivElement>(null);
  const instance = useRef<editor.IStandaloneCodeEditor>(null);

  useEffect(() => {
    if (host.current === null) return;
    const created = monaco.editor.create(host.current, { ...options, model: null });
    instance.current = created;
    listen(created);
    void document.fonts.ready.then(() => monaco.editor.remeasureFonts());
    return () => {
      instance.current = null;
      created.dispose();
    };
  }, []);

  useTheme();
  useFile(instance, file);
  useLockedLines(instance, file);
  useMarks(instance, file);
  useRequests(instance, file);
  useCurrentPlace(instance, file, wash, arrow);
  return (
    <div className="source-editor">
      <div ref={wash} hidden />
      <div ref={host} className="source-text" />
      <div ref={arrow} hidden />
    </div>
  );
}

type Instance = React.RefObject<editor.IStandaloneCodeEditor | null>;

function useTheme(): void {
  const dark = useSettings((settings) => settings.dark);
  useEffect(() => monaco.editor.setTheme(dark ? 'vmxray-dark' : 'vmxray-light'), [dark]);
}

/** Keeps Monaco's texts equal to the store's, and shows the file asked for where it was left. */
function useFile(instance: Instance, file: string): void {
  const t = useT();
  const files = useSimulator((state) => state.files);
  const libraries = useSimulator((state) => state.libraries);
  const views = useRef(new Map<string, editor.ICodeEditorViewState | null>());
  const readOnly = libraries.some(({ name }) => name === file);
  const exists = readOnly || files.some(({ name }) => name === file);
  useEffect(() => syncModels(files, libraries), [files, libraries]);
  useEffect(() => {
    const shown = instance.current;
    if (shown === null || !exists) return;
    const kept = views.current;
    shown.setModel(modelOf(file));
    shown.restoreViewState(kept.get(file) ?? null);
    shown.updateOptions({
      readOnly,
      readOnlyMessage: { value: t('editor.readOnlyHint') },
      ariaLabel: t('editor.label', { file }),
    });
    return () => {
      kept.set(file, shown.saveViewState());
    };
  }, [instance, file, exists, readOnly, t]);
}

/** Paints places, breakpoints, exits and problems onto the lines. */
function useMarks(instance: Instance, file: string): void {
  const t = useT();
  const files = useSimulator((state) => state.files);
  const snapshot = useSimulator((state) => state.snapshot);
  const transitions = useSimulator((state) => state.transitions);
  const breakpoints = useSimulator((state) => state.breakpoints);
  const diagnostics = useSimulator((state) => state.diagnostics);
  const painted = useRef<editor.IEditorDecorationsCollection>(null);
  const last = useRef('');
  const happened = snapshot?.happened ?? 0;

  useEffect(() => {
    const shown = instance.current;
    const model = modelOf(file);
    if (shown === null || model === null || shown.getModel() !== model) return;
    const marks = [
      ...placeMarks(snapshot, file),
      ...breakpointMarks(breakpoints, file),
      ...exitMarks(happened === 0 ? NO_TRANSITIONS : transitions, happened, file),
    ];
    // Most steps change no mark; decorations that are set again would be drawn again.
    const now = JSON.stringify([model.id, model.getVersionId(), currentLanguage(), marks]);
    if (now === last.current) return;
    last.current = now;
    painted.current ??= shown.createDecorationsCollection();
    painted.current.set(toDecorations(marks, model, t));
  }, [instance, file, snapshot, transitions, happened, breakpoints, t]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another language words the diagnostics differently.
  useEffect(() => {
    for (const { name } of files) {
      const model = modelOf(name);
      if (model === null) continue;
      const found = diagnostics.filter((diagnostic) => diagnostic.file === name);
      monaco.editor.setModelMarkers(
        model,
        'assembler',
        found.map((diagnostic) => ({
          startLineNumber: diagnostic.line,
          startColumn: diagnostic.column,
          endLineNumber: diagnostic.line,
          endColumn: diagnostic.endColumn,
          message: diagnosticMessage(diagnostic),
          severity: diagnostic.severity === 'error' ? monaco.MarkerSeverity.Error : monaco.MarkerSeverity.Warning,
        })),
      );
    }
  }, [files, diagnostics, t]);
}

/** Brings into view what panels ask for, and the place where the processor stands after each move. */
function useRequests(instance: Instance, file: string): void {
  const request = useSimulator((state) => state.sourceRequest);
  const line = useSimulator((state) =>
    state.snapshot?.running === true ? null : lineIn(file, state.snapshot?.place.source),
  );
  const position = useSimulator((state) => state.snapshot?.position ?? 0);
  const done = useRef(0);
  useEffect(() => {
    const shown = instance.current;
    if (shown === null || request === null || request.file !== file || request.request === done.current) return;
    done.current = request.request;
    shown.setPosition({ lineNumber: request.line, column: request.column });
    shown.revealLineInCenterIfOutsideViewport(request.line);
    shown.focus();
  }, [instance, request, file]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new position is a reason to look again, also on the same line.
  useEffect(() => {
    const shown = instance.current;
    if (shown === null || line === null || isSeen(shown, line)) return;
    // New lines cost the editor more time than a step costs the rest of the page: that is painted before.
    afterPaint(() => {
      if (instance.current !== shown || shown.getModel() !== modelOf(file)) return;
      const now = lineIn(file, useSimulator.getState().snapshot?.place.source);
      if (now !== null && !isSeen(shown, now)) shown.revealLineInCenterIfOutsideViewport(now);
    });
  }, [instance, file, position, line]);
}

/** Whether a line lies within the view, not at its edge. */
const isSeen = (shown: editor.IStandaloneCodeEditor, line: number): boolean =>
  shown.getVisibleRanges().some((range) => range.startLineNumber < line && line < range.endLineNumber);

function listen(created: editor.IStandaloneCodeEditor): void {
  const toggle = (line: number | undefined) => {
    const model = created.getModel();
    const name = model === null ? undefined : fileOf(model);
    if (name !== undefined && line !== undefined) void toggleLineBreakpoint(name, line);
  };
  addTravelActions(created, toggle);
  created.onDidChangeModelContent((change) => {
    const model = created.getModel();
    if (model === null || change.isFlush) return;
    const name = fileOf(model);
    const lines = model
      .getAllDecorations()
      .filter(({ options }) => options.lineNumberClassName?.startsWith('line-breakpoint') === true)
      .map(({ range }) => range.startLineNumber);
    moveLineBreakpoints(name, lines);
  });
}

const options: editor.IStandaloneEditorConstructionOptions = {
  automaticLayout: true,
  fontFamily: "'JetBrains Mono Variable', ui-monospace, monospace",
  fontLigatures: false,
  fontSize: 13,
  lineHeight: 20,
  fontWeight: '400',
  padding: { top: 8, bottom: 8 },
  glyphMargin: false,
  showFoldingControls: 'mouseover',
  foldingHighlight: false,
  lineNumbersMinChars: 4,
  lineDecorationsWidth: 24,
  renderLineHighlight: 'none',
  minimap: { enabled: false },
  overviewRulerLanes: 2,
  overviewRulerBorder: false,
  hideCursorInOverviewRuler: true,
  scrollBeyondLastLine: false,
  fixedOverflowWidgets: true,
  tabSize: 8,
  insertSpaces: true,
  detectIndentation: false,
  occurrencesHighlight: 'off',
  selectionHighlight: false,
  guides: { indentation: false },
  unicodeHighlight: { ambiguousCharacters: false },
  scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, useShadows: false },
  bracketPairColorization: { enabled: false },
  renderFinalNewline: 'on',
  renderWhitespace: 'none',
  selectOnLineNumbers: false,
  links: false,
  wordBasedSuggestions: 'off',
  suggest: { showStatusBar: false, preview: false, localityBonus: false },
  suggestSelection: 'first',
  acceptSuggestionOnEnter: 'smart',
  acceptSuggestionOnCommitCharacter: false,
  parameterHints: { cycle: true },
  stickyScroll: { enabled: false },
  gotoLocation: { multipleDefinitions: 'goto' },
  renameOnType: false,
  // Without hints the editor makes fewer compositing layers: each costs time in every frame.
  disableLayerHinting: true,
};
