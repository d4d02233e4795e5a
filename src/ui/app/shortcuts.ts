import type { PlainCommandKind } from '../../protocol/commands';
import { pause, run } from '../../stores/actions';
import { selectRunning } from '../../stores/selectors';
import { useSimulator } from '../../stores/simulator-store';
import { openBreakpoint, openDialog } from '../../stores/view-actions';
import type { DialogId } from '../../stores/view-slice';
import { runControls } from './run-controls.table';

/** The page's keys, as VS Code's debugger has them. Function keys work everywhere, single characters only when no text is typed. */

/** "Alt+Shift+F11" and "[", each with its command. */
const COMMANDS = new Map(Object.values(runControls).map(({ keys, kind }) => [keys, kind]));

const DIALOGS: Readonly<Record<string, DialogId>> = { '?': 'help', g: 'go-to', b: 'breakpoint' };

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
  if (modified && event.shiftKey && event.key === 'F5') return start(event, 'restart');
  if (modified || state.dialog !== null) return false;
  if (/^F\d/.test(event.key)) return functionKey(event);
  if (event.altKey || isTyping(event.target)) return false;
  const dialog = DIALOGS[event.key];
  if (dialog !== undefined) {
    if (dialog === 'breakpoint') openBreakpoint();
    else openDialog(dialog);
    return true;
  }
  const kind = COMMANDS.get(event.key);
  return kind !== undefined && start(event, kind);
}

function functionKey(event: KeyboardEvent): boolean {
  const kind = COMMANDS.get(`${event.altKey ? 'Alt+' : ''}${event.shiftKey ? 'Shift+' : ''}${event.key}`);
  if (kind === undefined) return false;
  if (kind !== 'run' || !selectRunning(useSimulator.getState())) return start(event, kind);
  void pause();
  return true;
}

/** A held key repeats only as fast as the machine keeps up. */
function start(event: KeyboardEvent, kind: PlainCommandKind): boolean {
  if (!event.repeat || useSimulator.getState().busy === null) void run({ kind });
  return true;
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable || target.closest('input, textarea, select, [role="textbox"], .monaco-editor') !== null
  );
}
