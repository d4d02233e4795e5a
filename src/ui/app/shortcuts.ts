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

/** Listens to the keys of the whole page; returns how to stop. */
export const listenToKeys = (): (() => void) => listen((event) => openByKey(event) || moveByKey(event));

/** Listens to the keys that move the machine: the reduced page has no dialogs. Returns how to stop. */
export const listenToMovementKeys = (): (() => void) => listen(moveByKey);

/** `handle` says whether the key was one of ours. */
function listen(handle: (event: KeyboardEvent) => boolean): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || !handle(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  // In the capture phase: the editor would keep some of these keys for itself.
  addEventListener('keydown', onKey, true);
  return () => removeEventListener('keydown', onKey, true);
}

function openByKey(event: KeyboardEvent): boolean {
  const modified = event.ctrlKey || event.metaKey;
  const { dialog: open } = useSimulator.getState();
  if (modified && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'k') {
    openDialog(open === 'palette' ? null : 'palette');
    return true;
  }
  if (modified || event.altKey || open !== null || isTyping(event.target)) return false;
  const dialog = DIALOGS[event.key];
  if (dialog === undefined) return false;
  if (dialog === 'breakpoint') openBreakpoint();
  else openDialog(dialog);
  return true;
}

function moveByKey(event: KeyboardEvent): boolean {
  const modified = event.ctrlKey || event.metaKey;
  if (modified && event.shiftKey && event.key === 'F5') return start(event, 'restart');
  if (modified || useSimulator.getState().dialog !== null) return false;
  if (/^F\d/.test(event.key)) return functionKey(event);
  if (event.altKey || isTyping(event.target)) return false;
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
