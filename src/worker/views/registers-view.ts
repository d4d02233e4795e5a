import type { Processor } from '../../cpu/processor';
import { getRflags } from '../../cpu/registers/flags';
import { GENERAL_REGISTERS } from '../../cpu/registers/register-names.table';
import { join64 } from '../../cpu/state/address';
import {
  ACTIVITY,
  CR0,
  CR2,
  CR3,
  CR4,
  CR8,
  DR,
  EFER,
  GDTR_BASE,
  GDTR_LIMIT,
  GPR,
  IDTR_BASE,
  IDTR_LIMIT,
  INTERRUPTIBILITY,
  RIP,
  SEGMENT_ACCESS,
  SEGMENT_BASE,
  SEGMENT_LIMIT,
  SEGMENT_SELECTOR,
  XCR0,
} from '../../cpu/state/processor-layout';
import type { RegistersView, SegmentView } from '../../protocol/snapshot';

/** Segment registers in the order of their numbers. */
export const SEGMENTS: readonly SegmentView['name'][] = ['ES', 'CS', 'SS', 'DS', 'FS', 'GS', 'LDTR', 'TR'];

/** A 64-bit place of the processor's area, unsigned. */
export const word64 = (p: Processor, word: number): bigint => join64(p.s[word] as number, p.s[word + 1] as number);

/** Every register that the page shows, as plain data. */
export function toRegistersView(p: Processor): RegistersView {
  const s = p.s;
  return {
    general: GENERAL_REGISTERS.map((_, k) => word64(p, GPR + 2 * k)),
    rip: word64(p, RIP),
    rflags: getRflags(p) >>> 0,
    cr0: word64(p, CR0),
    cr2: word64(p, CR2),
    cr3: word64(p, CR3),
    cr4: word64(p, CR4),
    cr8: word64(p, CR8),
    xcr0: word64(p, XCR0),
    efer: word64(p, EFER),
    dr: Array.from({ length: 8 }, (_, k) => word64(p, DR + 2 * k)),
    segments: SEGMENTS.map((name, k) => ({
      name,
      selector: (s[SEGMENT_SELECTOR + k] as number) & 0xffff,
      base: word64(p, SEGMENT_BASE + 2 * k),
      limit: (s[SEGMENT_LIMIT + k] as number) >>> 0,
      access: (s[SEGMENT_ACCESS + k] as number) >>> 0,
    })),
    gdtr: { base: word64(p, GDTR_BASE), limit: (s[GDTR_LIMIT] as number) & 0xffff },
    idtr: { base: word64(p, IDTR_BASE), limit: (s[IDTR_LIMIT] as number) & 0xffff },
    activity: s[ACTIVITY] as number,
    interruptibility: s[INTERRUPTIBILITY] as number,
  };
}

/** Names of the registers that differ, as the page labels them: "RAX", "RFLAGS", "CR0", "EFER", "CS", "GDTR". */
export function changedRegisters(before: RegistersView, after: RegistersView): string[] {
  const changed: string[] = GENERAL_REGISTERS.filter((_, k) => before.general[k] !== after.general[k]);
  const note = (name: string, differs: boolean): void => {
    if (differs) changed.push(name);
  };
  note('RIP', before.rip !== after.rip);
  note('RFLAGS', before.rflags !== after.rflags);
  for (const name of ['cr0', 'cr2', 'cr3', 'cr4', 'cr8', 'xcr0', 'efer'] as const) {
    note(name.toUpperCase(), before[name] !== after[name]);
  }
  for (const [k, value] of after.dr.entries()) note(`DR${k}`, before.dr[k] !== value);
  for (const [k, segment] of after.segments.entries()) {
    const old = before.segments[k];
    note(
      segment.name,
      old?.selector !== segment.selector ||
        old.base !== segment.base ||
        old.limit !== segment.limit ||
        old.access !== segment.access,
    );
  }
  for (const name of ['gdtr', 'idtr'] as const) {
    note(name.toUpperCase(), before[name].base !== after[name].base || before[name].limit !== after[name].limit);
  }
  note('Activity', before.activity !== after.activity);
  note('Interruptibility', before.interruptibility !== after.interruptibility);
  return changed;
}
