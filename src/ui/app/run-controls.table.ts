import type { MessageKey } from '../../i18n/messages';
import type { PlainCommandKind } from '../../protocol/commands';

/**
 * Every way to move through time, once: its command, name, hint and key. The bar, the menu beside it, the keys, the palette
 * and the help read these rows. `keys` are as `KeyboardEvent.key` names them, with modifiers in front.
 */
export interface RunControl {
  readonly kind: PlainCommandKind;
  readonly label: MessageKey;
  readonly hint: MessageKey;
  readonly keys: string;
}

export type RunControlId =
  | 'run'
  | 'step'
  | 'stepOver'
  | 'stepOut'
  | 'nextExit'
  | 'nextEntry'
  | 'nextException'
  | 'nextInterrupt'
  | 'stepBack'
  | 'stepOverBack'
  | 'stepOutBack'
  | 'runBack'
  | 'previousExit'
  | 'previousEntry'
  | 'previousException'
  | 'previousInterrupt'
  | 'restart';

const row = (id: RunControlId, kind: PlainCommandKind, keys: string, hinted = false): RunControl => ({
  kind,
  label: `app.controls.${id}`,
  hint: (hinted ? `app.controls.${id}Hint` : `app.controls.${id}`) as MessageKey,
  keys,
});

/** Forward ones first, then the same backward, then the start. */
export const runControls: Readonly<Record<RunControlId, RunControl>> = {
  run: row('run', 'run', 'F5', true),
  step: row('step', 'step', 'F11', true),
  stepOver: row('stepOver', 'step-over', 'F10', true),
  stepOut: row('stepOut', 'step-out', 'Shift+F11'),
  nextExit: row('nextExit', 'next-vm-exit', ']', true),
  nextEntry: row('nextEntry', 'next-vm-entry', '}', true),
  nextException: row('nextException', 'next-exception', ')'),
  nextInterrupt: row('nextInterrupt', 'next-interrupt', '>'),
  runBack: row('runBack', 'run-back', 'Alt+F5'),
  stepBack: row('stepBack', 'step-back', 'Alt+F11', true),
  stepOverBack: row('stepOverBack', 'step-over-back', 'Alt+F10'),
  stepOutBack: row('stepOutBack', 'step-out-back', 'Alt+Shift+F11'),
  previousExit: row('previousExit', 'previous-vm-exit', '[', true),
  previousEntry: row('previousEntry', 'previous-vm-entry', '{'),
  previousException: row('previousException', 'previous-exception', '('),
  previousInterrupt: row('previousInterrupt', 'previous-interrupt', '<'),
  restart: row('restart', 'restart', 'Mod+Shift+F5', true),
};

/** What the keys of VS Code's debugger do with Alt held, and so the buttons too. */
export const backward: Readonly<Partial<Record<PlainCommandKind, PlainCommandKind>>> = {
  run: 'run-back',
  step: 'step-back',
  'step-over': 'step-over-back',
  'step-out': 'step-out-back',
  'next-vm-exit': 'previous-vm-exit',
  'next-vm-entry': 'previous-vm-entry',
};
