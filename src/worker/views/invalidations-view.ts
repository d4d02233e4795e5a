import { type InvalidationScope, removesGuestPhysical, removesTranslation } from '../../cpu/mmu/invalidation';
import { currentPcid, currentVpid } from '../../cpu/mmu/tlb';
import type { CachedTranslation } from '../../cpu/mmu/tlb-view';
import type { Processor } from '../../cpu/processor';
import { CR4 } from '../../cpu/state/processor-layout';
import type { InvalidationChoice, InvalidationPreview, InvalidationView } from '../../protocol/invalidations-view';
import type { InvalidationNote } from '../../recorder/last-invalidations';
import { type EptVpidCapability, hasEptVpidCapability } from '../../vmx/capabilities/ept-vpid-capabilities.table';
import type { GuestPhysicalMapping } from '../../vmx/ept/guest-physical-cache';
import { type GuestTags, guestTags } from '../../vmx/ept/translation-context';
import { vmxUnitOf } from '../../vmx/unit';
import type { CodeMap } from './code-map';
import { type CodeReader, toCodePlace } from './code-view';
import { currentVmcs } from './vmcs-view';

/** Removed mappings that are shown one by one. */
const MOST_SHOWN = 32;
const CR4_PCIDE = 0x2_0000;
/** CPUID leaf 7, EBX bit 10. */
const INVPCID = 1 << 10;

/** An invalidation of the past, with the place of what did it. */
export function toInvalidationView(
  p: Processor,
  map: CodeMap,
  reader: CodeReader,
  { position, rip, cause, scope, removed, removedGuestPhysical }: InvalidationNote,
): InvalidationView {
  return {
    position,
    place: toCodePlace(p, map, reader, rip),
    cause,
    scope,
    count: removed.length,
    countGuestPhysical: removedGuestPhysical.length,
    removed: removed.slice(0, MOST_SHOWN),
    removedGuestPhysical: removedGuestPhysical.slice(0, MOST_SHOWN),
  };
}

/**
 * What each invalidation would remove now: those of an address for `linear`; INVVPID and INVEPT for the VPID and the EPT of
 * the current VMCS; what the model or the moment has no use for is left out.
 */
export function toPreviews(
  p: Processor,
  linear: bigint,
  entries: readonly CachedTranslation[],
  guestPhysical: readonly GuestPhysicalMapping[],
): InvalidationPreview[] {
  const indices = (holds: readonly boolean[]): number[] => holds.flatMap((hold, n) => (hold ? [n] : []));
  const choices = [...ownChoices(p, linear), ...vmxChoices(p, linear)];
  return choices.map(([choice, scope]) => ({
    choice,
    scope,
    removes: scope === null ? [] : indices(entries.map((entry) => removesTranslation(scope, entry))),
    removesGuestPhysical: scope === null ? [] : indices(guestPhysical.map((each) => removesGuestPhysical(scope, each))),
  }));
}

type Choice = readonly [choice: InvalidationChoice, scope: InvalidationScope | null];

/** What the processor invalidates for itself, as it stands. */
function ownChoices(p: Processor, linear: bigint): Choice[] {
  const vpid = currentVpid(p);
  const pcid = currentPcid(p);
  const all = (keepGlobal: boolean): InvalidationScope => ({ kind: 'vpid', vpid, keepGlobal });
  const context: InvalidationScope = { kind: 'pcid', pcid, vpid };
  const withPcids = ((p.s[CR4] as number) & CR4_PCIDE) !== 0;
  const keepsGlobal = ((p.s[CR4] as number) & 0x80) !== 0;
  const choices: Choice[] = [
    ['invlpg', { kind: 'page', linear, pcid, vpid, withGlobal: true }],
    ['mov-cr3', withPcids ? context : all(keepsGlobal)],
    ['mov-cr4', all(false)],
  ];
  if ((p.cpuid.leaf(7, 0)[1] & INVPCID) === 0) return choices;
  return [
    ...choices,
    ['invpcid-address', { kind: 'page', linear, pcid, vpid, withGlobal: false }],
    ['invpcid-context', context],
    ['invpcid-all', all(false)],
    ['invpcid-all-but-global', all(true)],
  ];
}

/** What VM entries and exits, INVVPID and INVEPT invalidate, by the current VMCS. */
function vmxChoices(p: Processor, linear: bigint): Choice[] {
  if (currentVmcs(p) === null) return [];
  const unit = vmxUnitOf(p);
  const tags = guestTags(unit, unit.region);
  const crossing: InvalidationScope | null = tags.vpid === 0 ? { kind: 'vpid', vpid: 0, keepGlobal: false } : null;
  const has = (capability: EptVpidCapability): boolean => hasEptVpidCapability(unit.capabilities.eptVpid, capability);
  return [
    ['vm-entry', crossing],
    ['vm-exit', crossing],
    ...invvpidChoices(tags, linear, has),
    ...inveptChoices(tags, has),
  ];
}

type Has = (capability: EptVpidCapability) => boolean;

function invvpidChoices({ vpid }: GuestTags, linear: bigint, has: Has): Choice[] {
  const choices: Choice[] = [];
  if (vpid !== 0 && has('invvpid-individual-address'))
    choices.push(['invvpid-address', { kind: 'page', linear, pcid: null, vpid, withGlobal: true }]);
  if (vpid !== 0 && has('invvpid-single-context'))
    choices.push(['invvpid-context', { kind: 'vpid', vpid, keepGlobal: false }]);
  if (vpid !== 0 && has('invvpid-single-context-retaining-globals'))
    choices.push(['invvpid-context-but-global', { kind: 'vpid', vpid, keepGlobal: true }]);
  if (has('invvpid-all-contexts')) choices.push(['invvpid-all', { kind: 'vpids-but-0' }]);
  return choices;
}

function inveptChoices({ ep4ta }: GuestTags, has: Has): Choice[] {
  const choices: Choice[] = [];
  if (ep4ta !== null && has('invept-single-context')) choices.push(['invept-context', { kind: 'ep4ta', ep4ta }]);
  if (has('invept-all-contexts')) choices.push(['invept-all', { kind: 'ep4ta', ep4ta: null }]);
  return choices;
}
