import { orange, red, redDark, slate, slateDark } from '@radix-ui/colors';
import type { editor } from 'monaco-editor/editor/editor.api';

/** Monaco's themes from the same colour scales as the page's tokens. Monaco takes hex digits only, no CSS variables. */
type Slate = typeof slate | typeof slateDark;

interface Inks {
  /** Comments, numbers and whatever else should stand back; readable on every wash. */
  readonly quiet: string;
  readonly directive: string;
}

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
      { token: 'delimiter', foreground: digits(scale.slate11) },
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
      'editorHoverWidget.background': scale.slate1,
      'editorHoverWidget.border': scale.slate7,
      'editorBracketMatch.background': scale.slate4,
      'editorBracketMatch.border': scale.slate7,
      'editorError.foreground': red.red9,
      'editorWarning.foreground': '#b87d00',
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
