import { orange, red, redDark, slate, slateDark } from '@radix-ui/colors';
import type { editor } from 'monaco-editor/editor/editor.api';

/** Monaco's themes from the same colour scales as the page's tokens. Monaco takes hex digits only, no CSS variables. */
type Slate = typeof slate | typeof slateDark;

interface Inks {
  /** Comments, numbers and whatever else should stand back; readable on every wash. */
  readonly quiet: string;
  readonly directive: string;
}

/** Kinds of things whose icons Monaco would colour: colours mean modes here. */
const SYMBOL_ICONS = [
  'array',
  'class',
  'constant',
  'field',
  'file',
  'function',
  'keyword',
  'method',
  'module',
  'reference',
  'struct',
  'unit',
  'value',
  'variable',
] as const;

export const editorThemes = {
  light: toTheme('vs', slate, { quiet: slate.slate11, directive: '#c02428' }),
  dark: toTheme('vs-dark', slateDark, { quiet: slateDark.slate11, directive: redDark.red11 }),
};

function toTheme(base: 'vs' | 'vs-dark', scale: Slate, inks: Inks): editor.IStandaloneThemeData {
  return {
    base,
    inherit: false,
    rules: [
      { token: '', foreground: digits(scale.slate12) },
      { token: 'comment', foreground: digits(inks.quiet) },
      { token: 'directive', foreground: digits(inks.directive) },
      { token: 'label', foreground: digits(scale.slate12), fontStyle: 'bold' },
      { token: 'mnemonic', foreground: digits(scale.slate12), fontStyle: 'bold' },
      { token: 'register', foreground: digits(scale.slate12) },
      { token: 'identifier', foreground: digits(scale.slate12) },
      { token: 'size', foreground: digits(scale.slate11) },
      { token: 'number', foreground: digits(inks.quiet) },
      { token: 'string', foreground: digits(scale.slate12) },
      // As the words around them: each change of colour is an element more in every line.
      { token: 'delimiter', foreground: digits(scale.slate12) },
    ],
    colors: {
      'editor.background': scale.slate1,
      'editor.foreground': scale.slate12,
      'editorLineNumber.foreground': inks.quiet,
      'editorLineNumber.activeForeground': scale.slate12,
      'editorCursor.foreground': scale.slate12,
      'editor.selectionBackground': scale.slate6,
      'editor.inactiveSelectionBackground': scale.slate4,
      'editor.findMatchBackground': `${orange.orange9}66`,
      'editor.findMatchHighlightBackground': `${orange.orange9}33`,
      'editorWidget.background': scale.slate1,
      'editorWidget.foreground': scale.slate12,
      'editorWidget.border': scale.slate7,
      'widget.border': scale.slate7,
      'widget.shadow': `${scale.slate12}22`,
      'editorHoverWidget.background': scale.slate1,
      'editorHoverWidget.border': scale.slate7,
      'editorBracketMatch.background': scale.slate4,
      'editorBracketMatch.border': scale.slate7,
      'editorError.foreground': red.red9,
      'editorWarning.foreground': '#b87d00',
      'editorHoverWidget.foreground': scale.slate12,
      'editorHoverWidget.highlightForeground': scale.slate12,
      'editorHoverWidget.statusBarBackground': scale.slate3,
      'editor.hoverHighlightBackground': scale.slate4,
      'editorSuggestWidget.background': scale.slate1,
      'editorSuggestWidget.border': scale.slate7,
      'editorSuggestWidget.foreground': scale.slate12,
      'editorSuggestWidget.selectedBackground': scale.slate4,
      'editorSuggestWidget.selectedForeground': scale.slate12,
      'editorSuggestWidget.selectedIconForeground': scale.slate12,
      'editorSuggestWidget.focusHighlightForeground': scale.slate12,
      'editorSuggestWidget.highlightForeground': scale.slate12,
      'editorSuggestWidgetStatus.foreground': scale.slate11,
      ...Object.fromEntries(SYMBOL_ICONS.map((name) => [`symbolIcon.${name}Foreground`, scale.slate11])),
      'list.activeSelectionBackground': scale.slate4,
      'list.activeSelectionForeground': scale.slate12,
      'list.activeSelectionIconForeground': scale.slate12,
      'list.inactiveSelectionBackground': scale.slate4,
      'list.inactiveSelectionForeground': scale.slate12,
      'list.focusBackground': scale.slate4,
      'list.focusForeground': scale.slate12,
      'list.focusHighlightForeground': scale.slate12,
      'list.highlightForeground': scale.slate12,
      'list.hoverBackground': scale.slate3,
      'quickInput.background': scale.slate1,
      'quickInput.foreground': scale.slate12,
      'quickInputList.focusBackground': scale.slate4,
      'quickInputList.focusForeground': scale.slate12,
      'quickInputList.focusIconForeground': scale.slate12,
      'pickerGroup.foreground': scale.slate11,
      'pickerGroup.border': scale.slate6,
      'peekView.border': scale.slate7,
      'peekViewEditor.background': scale.slate2,
      'peekViewEditorGutter.background': scale.slate2,
      'peekViewResult.background': scale.slate1,
      'peekViewResult.lineForeground': scale.slate12,
      'peekViewResult.fileForeground': scale.slate12,
      'peekViewResult.selectionBackground': scale.slate4,
      'peekViewResult.selectionForeground': scale.slate12,
      'peekViewTitle.background': scale.slate2,
      'peekViewTitleLabel.foreground': scale.slate12,
      'peekViewTitleDescription.foreground': scale.slate11,
      'peekViewEditor.matchHighlightBackground': scale.slate5,
      'peekViewResult.matchHighlightBackground': scale.slate5,
      'editorLink.activeForeground': scale.slate12,
      'textLink.foreground': scale.slate12,
      'textLink.activeForeground': scale.slate12,
      'editorGutter.foldingControlForeground': scale.slate11,
      'editor.foldBackground': scale.slate3,
      'editorInfo.foreground': scale.slate11,
      'input.placeholderForeground': scale.slate11,
      'inputOption.activeBackground': scale.slate5,
      'inputOption.activeForeground': scale.slate12,
      'inputOption.activeBorder': scale.slate8,
      'inputValidation.errorBackground': scale.slate1,
      'inputValidation.errorBorder': red.red9,
      'inputValidation.infoBackground': scale.slate1,
      'inputValidation.infoBorder': scale.slate8,
      'input.background': scale.slate1,
      'input.foreground': scale.slate12,
      'input.border': scale.slate7,
      'menu.background': scale.slate1,
      'menu.foreground': scale.slate12,
      'menu.selectionBackground': scale.slate4,
      'menu.selectionForeground': scale.slate12,
      'menu.border': scale.slate7,
      'scrollbarSlider.background': `${scale.slate8}66`,
      'scrollbarSlider.hoverBackground': `${scale.slate8}99`,
      'scrollbarSlider.activeBackground': `${scale.slate8}cc`,
      'scrollbar.shadow': '#00000000',
      focusBorder: '#00000000',
    },
  };
}

/** Monaco's token rules want the digits without "#". */
function digits(hex: string): string {
  return hex.slice(1);
}
