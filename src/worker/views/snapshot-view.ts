import type { Processor } from '../../cpu/processor';
import { ACTIVITY, CPL, CYCLES, INSTRUCTIONS, RIP } from '../../cpu/state/processor-layout';
import type {
  CodePlace,
  Decision,
  ExitTotal,
  GuestView,
  ProcessorView,
  Snapshot,
  Transition,
  VmxMode,
} from '../../protocol/snapshot';
import { MODE_NON_ROOT, MODE_ROOT, VMX_MODE } from '../../vmx/state/vmx-layout';
import { LAUNCH_STATE_LAUNCHED, LAUNCH_STATE_WORD, readField, regionWord } from '../../vmx/vmcs/vmcs-region';
import type { Session } from '../session';
import { disassembleAround, toCodePlace } from './code-view';
import { toPendingView } from './pending-view';
import { changedRegisters, toRegistersView, word64 } from './registers-view';
import { reasonName } from './transition-view';
import { currentVmcs, toVmcsSummary } from './vmcs-view';

/** Text of a console that a snapshot carries: the end of it. */
const CONSOLE_BYTES = 0x1_0000;

/** Everything the page shows at one instant. */
export function toSnapshot(session: Session, running: boolean): Snapshot {
  const { recorder, processor: p, history } = session;
  const { map, reader } = session.parts;
  const registers = toRegistersView(p);
  const place = toCodePlace(p, map, reader, registers.rip);
  const shown = session.shownVmcs;
  const consoleText = (name: 'debugcon' | 'serial'): string =>
    new TextDecoder().decode(recorder.consoles[name].bytesAt(recorder.position, CONSOLE_BYTES));
  return {
    running,
    stop: session.stop,
    position: recorder.position,
    processor: p.id,
    processorChosen: session.chosenProcessor !== null,
    processors: recorder.machine.processors.map((other) => toProcessorView(session, other, other === p ? place : null)),
    instructions: p.f[INSTRUCTIONS] as number,
    cycles: p.f[CYCLES] as number,
    furthest: recorder.furthest,
    mode: modeOf(p),
    cpl: p.s[CPL] as number,
    place,
    vmmPlace: toVmmPlace(session, place),
    registers,
    pageFaultErrorCode: recorder.pageFaultErrorCode(p),
    changedRegisters: changedRegisters(session.registersBefore[p.id] ?? registers, registers),
    vmcsList: recorder.notes.list.map(({ pointer }) =>
      toVmcsSummary(p, BigInt(pointer), history.labelOf(BigInt(pointer)) ?? ''),
    ),
    vmcs: shown === null ? null : session.vmcs(shown),
    guests: toGuestViews(session),
    ...history.next(running),
    totals: toExitTotals(session),
    decision: toDecision(session),
    console: { debugcon: consoleText('debugcon'), serial: consoleText('serial') },
    pending: toPendingView(p),
    disassembly: place.source === null ? disassembleAround(p, map, reader, registers.rip) : [],
  };
}

/** @param place where it stands, when that is known already */
function toProcessorView(session: Session, p: Processor, place: CodePlace | null): ProcessorView {
  const { map, reader } = session.parts;
  return {
    number: p.id,
    activity: p.s[ACTIVITY] as number,
    mode: modeOf(p),
    cpl: p.s[CPL] as number,
    place: place ?? toCodePlace(p, map, reader, word64(p, RIP)),
    instructions: p.f[INSTRUCTIONS] as number,
    cycles: p.f[CYCLES] as number,
    current: p === session.recorder.machine.current,
  };
}

function modeOf(p: Processor): VmxMode {
  const mode = p.s[VMX_MODE];
  return mode === MODE_NON_ROOT ? 'non-root' : mode === MODE_ROOT ? 'root' : 'off';
}

/** In a guest the VMM will go on at the current VMCS's host RIP. */
function toVmmPlace(session: Session, place: CodePlace): CodePlace | null {
  const { processor: p } = session;
  const mode = modeOf(p);
  if (mode !== 'non-root') return mode === 'root' ? place : null;
  const current = currentVmcs(p);
  if (current === null) return null;
  return toCodePlace(
    p,
    session.parts.map,
    session.parts.reader,
    readField(p.image, Number(current), 'host-rip', 'natural'),
  );
}

/** One guest per VMCS that was ever current, in the order of first VMPTRLD. */
function toGuestViews(session: Session): GuestView[] {
  const { recorder, processor: p, history } = session;
  const current = currentVmcs(p);
  const inGuests = recorder.machine.processors.filter((other) => modeOf(other) === 'non-root');
  return recorder.notes.list.map(({ pointer, entered }) => {
    const key = BigInt(pointer);
    const runner = inGuests.find((other) => currentVmcs(other) === key) ?? null;
    const rip = runner !== null ? word64(runner, RIP) : readField(p.image, pointer, 'guest-rip', 'natural');
    return {
      label: history.labelOf(key) ?? '',
      pointer: key,
      launched: p.image.i32[regionWord(pointer) + LAUNCH_STATE_WORD] === LAUNCH_STATE_LAUNCHED,
      current: current === key,
      runsOn: runner?.id ?? null,
      place: entered ? toCodePlace(runner ?? p, session.parts.map, session.parts.reader, rip) : null,
    };
  });
}

function toExitTotals({ recorder }: Session): ExitTotal[] {
  return [...recorder.exitTotals().at(recorder.machine.processors.map((p) => p.f[CYCLES] as number))]
    .map(([reason, total]) => ({ reason, name: reasonName(reason), ...total }))
    .sort((a, b) => b.cycles - a.cycles || a.reason - b.reason);
}

/** In a guest: about the step just done. In the VMM: about the exit that it handles. */
function toDecision(session: Session): Decision | null {
  const { recorder, processor: p } = session;
  const now = recorder.lastDecision(p.id);
  if (now !== null || modeOf(p) === 'non-root') return now;
  const isOwnExit = (t: Transition): boolean => t.kind === 'vm-exit' && t.cpu === p.id;
  return recorder.transitions.lastBefore(recorder.position + 1, isOwnExit)?.why ?? null;
}
