import { type Message, say } from '../report/message';
import type { Section } from './section';

/** Where a section is loaded and where it believes to be. */
export interface Placement {
  readonly section: Section;
  start: bigint;
  vstart: bigint;
}

/** What is wrong with the place of a section. */
export interface PlacementProblem {
  readonly section: Section;
  readonly said: Message;
}

export interface PlacedSections {
  /** In the order of the image; nobits sections last. */
  readonly placements: readonly Placement[];
  readonly origin: bigint;
  /** What cannot be placed. */
  readonly problems: readonly PlacementProblem[];
}

/** Alignment of a section for which none is written. */
const DEFAULT_ALIGN = 4n;

/**
 * Places sections as NASM's flat output does: those with `start=` in ascending order, those that follow another right
 * behind it, the others in the order in which they were first named; nobits sections behind all.
 */
export function placeSections(sections: readonly Section[], org: bigint | null): PlacedSections {
  const problems: PlacementProblem[] = [];
  const progbits = orderByStart(
    orderByFollows(
      sections.filter((section) => !section.nobits),
      problems,
    ),
  );
  const nobits = sections.filter((section) => section.nobits);
  const [first] = progbits;
  if (first === undefined) return { placements: [], origin: 0n, problems };
  const { start: firstStart, align: firstAlign } = first.attributes;
  let origin = org ?? 0n;
  for (const section of progbits) {
    const { start } = section.attributes;
    if (org !== null && start !== undefined && start < org)
      problems.push({ section, said: say('section-before-origin', { section: section.name }) });
  }
  let end: bigint;
  if (firstStart !== undefined) {
    end = firstStart;
    if (org === null) origin = firstStart;
  } else end = org !== null && firstAlign !== undefined ? alignUp(org, firstAlign) : origin;

  const placements: Placement[] = [];
  for (const [index, section] of progbits.entries()) {
    const { start, align, vstart, valign, vfollows } = section.attributes;
    const at = start ?? (index === 0 ? end : alignUp(end, align ?? DEFAULT_ALIGN));
    const before = placements.findLast((placement) => placement.section.offset > 0);
    if (at < end && section.offset > 0 && before !== undefined) {
      problems.push({ section, said: say('sections-overlap', { first: before.section.name, second: section.name }) });
    }
    const believed = vstart ?? (valign !== undefined && vfollows === undefined ? alignUp(end, valign) : at);
    placements.push({ section, start: at, vstart: believed });
    if (at >= end) end = at + BigInt(section.offset);
  }
  placeVirtually(placements, nobits, problems);
  return { placements, origin, problems };
}

/** Gives a vstart to sections with `vfollows`, and to nobits sections, which exist only virtually. */
function placeVirtually(placements: Placement[], nobits: readonly Section[], problems: PlacementProblem[]): void {
  const last = placements.at(-1);
  const waiting = new Map<Placement, string | undefined>();
  for (const placement of placements) {
    const { vfollows } = placement.section.attributes;
    if (vfollows !== undefined) waiting.set(placement, vfollows);
  }
  let previous = last?.section.name;
  for (const section of nobits) {
    const { start, vstart, follows, vfollows } = section.attributes;
    const fixed = vstart ?? start;
    const placement: Placement = { section, start: fixed ?? 0n, vstart: fixed ?? 0n };
    placements.push(placement);
    if (fixed === undefined)
      waiting.set(placement, vfollows ?? follows ?? (section.name === '.bss' ? last?.section.name : previous));
    previous = section.name;
  }
  // A section can be placed when the one before it is.
  for (let progress = true; progress && waiting.size > 0; ) {
    progress = false;
    for (const [placement, name] of waiting) {
      const leader = placements.find((other) => other.section.name === name);
      if (leader === undefined || waiting.has(leader)) continue;
      const { align, valign } = placement.section.attributes;
      const { nobits: virtual } = placement.section;
      placement.vstart = alignUp(
        leader.vstart + BigInt(leader.section.offset),
        valign ?? (virtual ? align : undefined) ?? DEFAULT_ALIGN,
      );
      if (virtual) placement.start = placement.vstart;
      waiting.delete(placement);
      progress = true;
    }
  }
  for (const [placement, name] of waiting) {
    const { section } = placement;
    const known = placements.some((other) => other.section.name === name);
    const said = known ? say('section-follows-itself', { section: section.name }) : unknownLeader(section, name ?? '');
    problems.push({ section, said });
  }
}

/** Moves every section with `follows=`, and the ones that come with it, behind the section that it names. */
function orderByFollows(sections: readonly Section[], problems: PlacementProblem[]): Section[] {
  const order = [...sections];
  for (const section of sections) {
    const { follows } = section.attributes;
    if (follows === undefined) continue;
    const at = order.indexOf(section);
    if (order[at - 1]?.name === follows) continue;
    let end = at + 1;
    while (
      end < order.length &&
      order[end]?.attributes.start === undefined &&
      order[end]?.attributes.follows === undefined &&
      order[end]?.name !== follows
    )
      end += 1;
    const group = order.splice(at, end - at);
    const leader = order.findIndex((other) => other.name === follows);
    if (leader < 0) {
      problems.push({ section, said: unknownLeader(section, follows) });
      order.splice(at, 0, ...group);
    } else order.splice(leader + 1, 0, ...group);
  }
  return order;
}

/** Sorts groups by their start; a group is a section with `start=` and the ones without that come after it. */
function orderByStart(sections: readonly Section[]): Section[] {
  const groups: Section[][] = [];
  for (const section of sections) {
    const last = groups.at(-1);
    if (section.attributes.start !== undefined || last === undefined) groups.push([section]);
    else last.push(section);
  }
  const sorted: Section[][] = [];
  for (const group of groups) {
    const start = group[0]?.attributes.start;
    let at = sorted.length;
    if (start !== undefined) {
      const later = sorted.findIndex((other) => {
        const begin = other[0]?.attributes.start;
        return begin !== undefined && start < begin;
      });
      if (later >= 0) at = later;
    }
    sorted.splice(at, 0, group);
  }
  return sorted.flat();
}

function unknownLeader(section: Section, leader: string): Message {
  return leader === section.name
    ? say('section-follows-itself', { section: section.name })
    : say('section-follows-unknown', { section: section.name, leader });
}

export function alignUp(value: bigint, align: bigint): bigint {
  return align <= 1n ? value : ((value + align - 1n) / align) * align;
}
