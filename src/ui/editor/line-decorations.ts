import type { editor } from 'monaco-editor/editor/editor.api';
import type { Translate } from '../../i18n/i18n';
import type { LineMark } from './line-marks';

/** Turns marks into Monaco's decorations. Lines past the end are left out: the text may have become shorter. */
export function toDecorations(marks: readonly LineMark[], model: editor.ITextModel, t: Translate): editor.IModelDeltaDecoration[] {
  const lines = model.getLineCount();
  return marks.flatMap((mark) => (mark.line <= lines ? [toDecoration(mark, model.getLineMaxColumn(mark.line), t)] : []));
}

function toDecoration(mark: LineMark, endColumn: number, t: Translate): editor.IModelDeltaDecoration {
  const { line: startLineNumber } = mark;
  const whole = { startLineNumber, startColumn: 1, endLineNumber: startLineNumber, endColumn: 1 };
  const atEnd = { ...whole, startColumn: endColumn, endColumn };
  switch (mark.kind) {
    case 'current-off':
      return { range: whole, options: currentLine('off', t('editor.currentOff')) };
    case 'current-root':
      return { range: whole, options: currentLine('root', t('editor.currentRoot')) };
    case 'current-non-root':
      return { range: whole, options: currentLine('non-root', t('editor.currentNonRoot')) };
    case 'vmm-place':
      return { range: whole, options: otherPlace('vmm', t('editor.vmmPlace')) };
    case 'guest-place':
      return { range: whole, options: otherPlace('guest', t('editor.guestPlace', { guest: mark.guest ?? '' })) };
    case 'breakpoint':
      return {
        range: whole,
        options: { lineNumberClassName: 'line-breakpoint', lineNumberHoverMessage: { value: t('editor.breakpoint') }, stickiness: 1 },
      };
    case 'exit': {
      const { reason, name, count } = mark.exit ?? { reason: 0, name: '', count: 0 };
      return {
        range: atEnd,
        options: {
          showIfCollapsed: true,
          hoverMessage: { value: t('editor.exitBadgeHint', { name, count }) },
          after: {
            content: ` ${t('editor.exitBadge', { reason, count })} `,
            inlineClassName: 'line-exit',
            inlineClassNameAffectsLetterSpacing: true,
          },
        },
      };
    }
  }
}

function currentLine(mode: string, message: string): editor.IModelDecorationOptions {
  return {
    isWholeLine: true,
    className: `line-current line-${mode}`,
    marginClassName: `line-current line-${mode}`,
    linesDecorationsClassName: `line-arrow arrow-${mode}`,
    linesDecorationsTooltip: message,
    hoverMessage: { value: message },
    zIndex: 10,
  };
}

function otherPlace(whose: 'vmm' | 'guest', message: string): editor.IModelDecorationOptions {
  return {
    isWholeLine: true,
    className: `line-place place-${whose}`,
    marginClassName: `line-place place-${whose}`,
    linesDecorationsClassName: `line-arrow hollow arrow-${whose}`,
    linesDecorationsTooltip: message,
  };
}
