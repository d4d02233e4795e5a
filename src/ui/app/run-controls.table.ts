import type { MessageKey } from '../../i18n/messages';
import type { PlainCommandKind } from '../../protocol/commands';

/**
 * Every way to move through time, once: its command, name, hint and key. The bar, the keys, the palette and the help read
 * these rows. `keys` are as `KeyboardEvent.key` names them, with modifiers in front.
 */
export interface RunControl {
  readonly id: RunControlId;
  readonly kind: PlainCommandKind;
  readonly label: MessageKey;
  readonly hint: MessageKey;
  readonly keys: string | null;
}

export type RunControlId =
  | 'run'
  | 'step'
  | 'stepOver'
  | 'stepOut'
  | 'stepBack'
  | 'nextExit'
  | 'previousExit'
  | 'nextEntry'
  | 'previousEntry'
  | 'restart';

export const runControls: Readonly<Record<RunControlId, RunControl>> = {
  run: { id: 'run', kind: 'run', label: 'app.controls.run', hint: 'app.controls.runHint', keys: 'F5' },
  step: { id: 'step', kind: 'step', label: 'app.controls.step', hint: 'app.controls.stepHint', keys: 'F11' },
  stepOver: {
    id: 'stepOver',
    kind: 'step-over',
    label: 'app.controls.stepOver',
    hint: 'app.controls.stepOverHint',
    keys: 'F10',
  },
  stepOut: {
    id: 'stepOut',
    kind: 'step-out',
    label: 'app.controls.stepOut',
    hint: 'app.controls.stepOut',
    keys: 'Shift+F11',
  },
  stepBack: {
    id: 'stepBack',
    kind: 'step-back',
    label: 'app.controls.stepBack',
    hint: 'app.controls.stepBackHint',
    keys: 'Alt+F11',
  },
  nextExit: {
    id: 'nextExit',
    kind: 'next-vm-exit',
    label: 'app.controls.nextExit',
    hint: 'app.controls.nextExitHint',
    keys: ']',
  },
  previousExit: {
    id: 'previousExit',
    kind: 'previous-vm-exit',
    label: 'app.controls.previousExit',
    hint: 'app.controls.previousExitHint',
    keys: '[',
  },
  nextEntry: {
    id: 'nextEntry',
    kind: 'next-vm-entry',
    label: 'app.controls.nextEntry',
    hint: 'app.controls.nextEntryHint',
    keys: '}',
  },
  previousEntry: {
    id: 'previousEntry',
    kind: 'previous-vm-entry',
    label: 'app.controls.previousEntry',
    hint: 'app.controls.previousEntry',
    keys: '{',
  },
  restart: {
    id: 'restart',
    kind: 'restart',
    label: 'app.controls.restart',
    hint: 'app.controls.restartHint',
    keys: 'Mod+Shift+F5',
  },
};
