import type { PlainCommandKind, RunCommand } from '../../protocol/commands';
import { pause, run } from '../../stores/actions';
import { toBackward } from '../../stores/backward';
import { selectRunning } from '../../stores/selectors';
import { useSimulator } from '../../stores/simulator-store';
import { openDialog } from '../../stores/view-actions';

/** The page's keys, as VS Code's debugger has them. Function keys work everywhere, single characters only when no text is typed. */

const DEBUGGER_KEYS: Readonly<Record<string, 'run' | 'step' | 'step-over' | 'step-out'>> = {
  F5: 'run',
  F10: 'step-over',
  F11: 'step',
  'Shift+F11': 'step-out',
};

const CHARACTERS: Readonly<Record<string, PlainCommandKind>> = {
  '[': 'previous-vm-exit',
  ']': 'next-vm-exit',
  '{': 'previous-vm-entry',
  '}': 'next-vm-entry',
};

/** Starts listening; returns how to stop. */
export function listenToKeys(): () => void {
  // In the capture phase: the editor would keep some of these keys for itself.
  addEventListener('keydown', onKey, true);
  return () => removeEventListener('keydown', onKey, true);
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  if (handle(event)) {
    event.preventDefault();
    event.stopPropagation();
  }
}

/** Returns whether the key was one of ours. */
function handle(event: KeyboardEvent): boolean {
  const modified = event.ctrlKey || event.metaKey;
  const state = useSimulator.getState();
  if (modified && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'k') {
    openDialog(state.dialog === 'palette' ? null : 'palette');
    return true;
  }
  if (modified && event.shiftKey && event.key === 'F5') return start(event, { kind: 'restart' });
  if (modified || state.dialog !== null) return false;
  const forward = DEBUGGER_KEYS[event.shiftKey ? `Shift+${event.key}` : event.key];
  if (forward !== undefined) return debuggerKey(event, forward);
  if (event.altKey || isTyping(event.target)) return false;
  if (event.key === '?') {
    openDialog('help');
    return true;
  }
  const kind = CHARACTERS[event.key];
  return kind === undefined ? false : start(event, { kind });
}

function debuggerKey(event: KeyboardEvent, forward: 'run' | 'step' | 'step-over' | 'step-out'): boolean {
  const state = useSimulator.getState();
  if (event.altKey) return start(event, toBackward(forward, state));
  if (forward === 'run' && selectRunning(state)) {
    void pause();
    return true;
  }
  return start(event, { kind: forward });
}

/** A held key repeats only as fast as the machine keeps up. */
function start(event: KeyboardEvent, command: RunCommand): boolean {
  if (!event.repeat || useSimulator.getState().busy === null) void run(command);
  return true;
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable || target.closest('input, textarea, select, [role="textbox"], .monaco-editor') !== null
  );
}
