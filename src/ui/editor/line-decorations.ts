import type { editor } from 'monaco-editor/editor/editor.api';
import { exitReasonName } from '../../i18n/facts';
import type { Translate } from '../../i18n/i18n';
import { guestName } from '../visuals/guest-name';
import type { LineMark } from './line-marks';

/** Turns marks into Monaco's decorations. Lines past the end are left out: the text may have become shorter. */
export function toDecorations(
  marks: readonly LineMark[],
  model: editor.ITextModel,
  t: Translate,
): editor.IModelDeltaDecoration[] {
  const lines = model.getLineCount();
  return marks.flatMap((mark) => (mark.line <= lines ? [toDecoration(mark, model, t)] : []));
}

function toDecoration(mark: LineMark, model: editor.ITextModel, t: Translate): editor.IModelDeltaDecoration {
  const { line: startLineNumber } = mark;
  const whole = { startLineNumber, startColumn: 1, endLineNumber: startLineNumber, endColumn: 1 };
  switch (mark.kind) {
    case 'vmm-place':
      return { range: whole, options: otherPlace('vmm', t('editor.vmmPlace')) };
    case 'guest-place':
      return {
        range: whole,
        options: otherPlace('guest', t('editor.guestPlace', { guest: guestName(t, mark.guest ?? null) })),
      };
    case 'breakpoint':
      return {
        range: whole,
        options: {
          lineNumberClassName: 'line-breakpoint',
          lineNumberHoverMessage: { value: t('editor.breakpoint') },
          stickiness: 1,
        },
      };
    case 'breakpoint-off':
      return {
        range: whole,
        options: {
          lineNumberClassName: 'line-breakpoint-off',
          lineNumberHoverMessage: { value: t('editor.breakpointOff') },
          stickiness: 1,
        },
      };
    case 'exit': {
      const { reason, count } = mark.exit ?? { reason: 0, count: 0 };
      const name = exitReasonName(reason);
      const content = t('editor.exitBadge', { reason, count });
      const { column, floats } = badgePlace(model.getLineContent(mark.line), content.length);
      return {
        range: { ...whole, startColumn: column, endColumn: column },
        options: {
          showIfCollapsed: true,
          hoverMessage: { value: t('editor.exitBadgeHint', { name, count }) },
          after: {
            content,
            inlineClassName: floats ? 'line-exit floats' : 'line-exit',
            inlineClassNameAffectsLetterSpacing: true,
          },
        },
      };
    }
  }
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

/** Room that a badge keeps to the code before it and the comment behind it, in columns. */
const BADGE_MARGIN = 4;

/**
 * Where an exit badge goes: floating over the blanks between code and comment when it fits there, because the comment may
 * lie outside the view; else behind the line.
 */
function badgePlace(text: string, length: number): { column: number; floats: boolean } {
  const comment = text.indexOf(';');
  const code = (comment < 0 ? text : text.slice(0, comment)).trimEnd();
  const floats = comment >= 0 && comment - code.length >= length + BADGE_MARGIN;
  return { column: (floats ? code.length : text.length) + 1, floats };
}
