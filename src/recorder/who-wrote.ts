import { peekPhysical } from '../cpu/mmu/explain-walk';
import type { Processor } from '../cpu/processor';
import { findRegister, type NamedRegister } from '../cpu/registers/named-registers';
import { EVENTS, PENDING, PENDING_VECTORS, RIP } from '../cpu/state/processor-layout';
import { RAM_BASE } from '../cpu/state/state-image';
import type { JournalEntry, WriteTarget } from '../protocol/commands';
import type { WriteRecord } from '../protocol/snapshot';
import { fieldBits, fieldWidth } from '../vmx/vmcs/vmcs-field-encoding';
import { vmcsFieldList } from '../vmx/vmcs/vmcs-field-list.table';
import { F, readField } from '../vmx/vmcs/vmcs-region';
import { Breakpoints } from './breakpoints/breakpoints';
import { doerOf } from './breakpoints/step-hits';
import { ExecutedInstruction } from './executed-instruction';
import { isEdit } from './journal';
import type { Recorder } from './recorder';
import { type Scan, type SearchPace, searchBack } from './search-back';
import type { Watch } from './watch';

/** Whether the instruction at an address writes a register, whatever the value; false for registers that no operand names. */
export type RegisterWriteTest = (address: bigint, register: string) => boolean;

/** Something whose writers are sought, found at the place and in the address space where people asked. */
interface Sought {
  readonly target: WriteTarget;
  /** Its value now, for people. */
  readonly read: () => bigint;
  /** All of it, for comparing. */
  readonly whole: () => bigint;
  /** Watches for its writers; what it finds goes to `note`. */
  readonly watch: (note: (record: WriteRecord) => void) => Pick<Scan<never>, 'watch' | 'met'>;
}

/**
 * Who last wrote the target, before or at the present position: an instruction or event (the record's position is before
 * it), or an edit by hand (the record's position is its own). Null when nothing did since the program was loaded, or when
 * there is no such thing. A register counts as written when its value changes, when the instruction names it as a
 * destination, and when a VM entry or VM exit loads it.
 * @param p whose register is meant, or as whose memory an address is read
 */
export function* whoWrote(
  recorder: Recorder,
  p: Processor,
  target: WriteTarget,
  writesRegister: RegisterWriteTest,
  pace: SearchPace,
): Generator<undefined, WriteRecord | null> {
  const sought = seek(recorder, p, target, writesRegister);
  if (sought === null) return null;
  const record = yield* searchBack(recorder, recorder.position, () => toScan(p, sought), pace);
  return record === null || record.by === 'edit' ? record : toOrigin(recorder, record);
}

function seek(recorder: Recorder, p: Processor, target: WriteTarget, writesRegister: RegisterWriteTest): Sought | null {
  if (target.kind === 'register') {
    const register = findRegister(p, target.name);
    return register === null ? null : seekRegister(p, target, register, writesRegister);
  }
  const breakpoints = new Breakpoints(recorder.machine, recorder.requestStop);
  const watch: Sought['watch'] = (note) => ({
    watch: { breakpoints },
    met: ({ hit }) => {
      if (hit.kind !== 'data' && hit.kind !== 'vmcs-field') return;
      note({ position: hit.position, rip: hit.rip, by: 'instruction', before: hit.before, after: hit.after });
    },
  });
  if (target.kind === 'memory') {
    const byte = target.space === 'linear' ? peekPhysical(p, target.address) : toRam(p, target.address);
    if (byte === null) return null;
    breakpoints.watchByte(byte);
    const read = () => BigInt(p.image.u8[RAM_BASE + byte] as number);
    return { target, read, whole: read, watch };
  }
  const row = vmcsFieldList.find(({ id }) => id === target.field);
  const pointer = toRam(p, target.pointer + 0xfffn);
  if (row === undefined || pointer === null) return null;
  const region = pointer - 0xfff;
  const width = fieldWidth(row.encoding);
  breakpoints.watchField(region, target.field, region + 4 * F[target.field], fieldBits(width) / 8);
  const read = () => readField(p.image, region, target.field, width);
  return { target, read, whole: read, watch };
}

const toRam = (p: Processor, address: bigint): number | null =>
  address >= 0n && address < BigInt(p.image.ramBytes) ? Number(address) : null;

function seekRegister(
  p: Processor,
  target: WriteTarget,
  register: NamedRegister,
  writesRegister: RegisterWriteTest,
): Sought {
  const read = () => register.read(p);
  const whole = () => (register.whole ?? register.read)(p);
  const named = new ExecutedInstruction((address) => writesRegister(address, register.name));
  const watch: Sought['watch'] = (note) => {
    let before = read();
    let wholeBefore = whole();
    let events = p.f[EVENTS] as number;
    let switched = false;
    let interrupted = false;
    const afterStep = (stepped: Processor): boolean => {
      if (stepped !== p) return false;
      const now = whole();
      const isInstruction = p.f[EVENTS] === events && !switched && !interrupted;
      if (now !== wholeBefore || (switched && register.switched === true) || (isInstruction && named.of(p))) {
        note({ ...doerOf(p), by: 'instruction', before, after: read() });
      }
      wholeBefore = now;
      before = read();
      events = p.f[EVENTS] as number;
      switched = false;
      interrupted = false;
      return false;
    };
    const scan: Watch = {
      afterStep,
      onTransition: ({ kind }) => {
        switched ||= kind === 'vm-entry' || kind === 'vm-exit' || kind === 'entry-failure';
        return false;
      },
      onEvent: () => {
        interrupted = true;
        return false;
      },
      onJournal: (_, phase) => {
        if (phase === 'before') return;
        wholeBefore = whole();
        before = read();
      },
    };
    return { watch: scan };
  };
  return { target, read, whole, watch };
}

/** Adds the edits by hand to what is watched for. */
function toScan(p: Processor, sought: Sought): Scan<WriteRecord> {
  let last: WriteRecord | null = null;
  const { watch, met } = sought.watch((record) => {
    last = record;
  });
  let before = 0n;
  let wholeBefore = 0n;
  const onJournal = (entry: JournalEntry, phase: 'before' | 'after'): void => {
    if (phase === 'before') {
      before = sought.read();
      wholeBefore = sought.whole();
    } else if (sought.whole() !== wholeBefore || names(entry, sought.target)) {
      const by = isEdit(entry.event) ? 'edit' : 'injection';
      last = { position: entry.position, rip: p.q[RIP >> 1] as bigint, by, before, after: sought.read() };
    }
    watch.onJournal?.(entry, phase);
  };
  return { watch: { ...watch, onJournal }, ...(met === undefined ? {} : { met }), found: () => last };
}

/** Whether an edit names just this, so that it counts also when it changed nothing. */
function names({ event }: JournalEntry, target: WriteTarget): boolean {
  if (event.kind === 'register' && target.kind === 'register') {
    return event.name.toUpperCase() === target.name.toUpperCase();
  }
  if (event.kind === 'vmcs-field' && target.kind === 'vmcs-field') {
    return event.pointer === target.pointer && event.field === target.field;
  }
  if (event.kind !== 'memory' || target.kind !== 'memory' || event.space !== target.space) return false;
  return target.address >= event.address && target.address < event.address + BigInt(event.bytes.length);
}

/** Looks at the step again: whether an instruction ran in it or an event was taken, and whether that came from outside. */
function toOrigin(recorder: Recorder, record: WriteRecord): WriteRecord {
  if (record.by === 'injection') return record;
  recorder.seek(record.position);
  const p = recorder.machine.current;
  const events = p.f[EVENTS] as number;
  const pending = p.s.slice(PENDING, PENDING_VECTORS + 8);
  let interrupted = false;
  recorder.advance(1, {
    onEvent: (event) => {
      interrupted ||= event === 'interrupt';
      return false;
    },
  });
  if (p.f[EVENTS] === events) return record;
  const now = p.s.subarray(PENDING, PENDING_VECTORS + 8);
  const fromOutside = interrupted || pending.some((word, k) => word !== now[k]);
  return { ...record, by: fromOutside ? 'injection' : 'event' };
}
