import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import type { SecondLevelWalk, WalkRequest, WalkView } from '../../../src/protocol/paging-view';
import type { VmcsFieldId } from '../../../src/protocol/snapshot';
import { toReadingOrder } from '../../../src/ui/visuals/paging/reading-order';
import type { Session } from '../../../src/worker/session';
import { assembleProgram, newSession, perform } from '../../support/recorded-program';

const NAME = 'translations.asm';
const TEXT = readFileSync(new URL(`../../programs/views/${NAME}`, import.meta.url), 'utf8');
const program = assembleProgram([{ name: NAME, text: TEXT }]);

const PAGE = 0x18_0000n;
const FRAME_B = 0x18_1000;
const MISSING = 0x18_2000n;
const EPT_PT = 0x15_3000;
const VMCS = 0x12_1000n;
const PAGING = 0x16_0000n;

let session: Session;

const toExit = (n: number): void => {
  for (let k = 0; k < n; k++) perform(session, { kind: 'next-vm-exit' }, 100);
};
const walk = (request: Partial<WalkRequest>): WalkView =>
  session.walk({ address: PAGE, access: 'read', user: null, ...request });
const ofGuest = (request: Partial<WalkRequest> = {}): WalkView => walk({ guest: true, ...request });
const set = (field: VmcsFieldId, value: bigint): void =>
  session.edit({ kind: 'vmcs-field', pointer: VMCS, field, value });
const put = (address: bigint, ...entries: bigint[]): void => {
  const bytes = new Uint8Array(new BigUint64Array(entries).buffer);
  session.edit({ kind: 'memory', space: 'physical', address, bytes: [...bytes] });
};
const names = (second: SecondLevelWalk | undefined): readonly string[] => second?.steps.map(({ name }) => name) ?? [];

const FOUR = ['EPT PML4E', 'EPT PDPTE', 'EPT PDE', 'EPT PTE'];

beforeEach(() => {
  session = newSession(program);
});

describe('the walk behind EPT', () => {
  it('has an EPT walk for each entry of paging and one for the page, in the order of reading', () => {
    toExit(1);
    const view = ofGuest();
    expect(view).toMatchObject({
      whose: 'guest',
      space: 'linear',
      mode: '4-level',
      physical: Number(PAGE),
      rule: null,
    });
    expect(view.eptp).toBe(0x15_005en);
    expect(view.steps.map(({ name, nested }) => [name, names(nested)])).toEqual([
      ['PML4E', FOUR],
      ['PDPTE', FOUR],
      ['PDE', FOUR],
    ]);
    expect(names(view.final)).toEqual(FOUR);
    expect(toReadingOrder(view)).toEqual({ first: [1, 6, 11], last: 16, paging: 3, ept: 16 });
  });

  it('says what each access asks of EPT: of a paging-structure entry a write, too, with accessed and dirty flags', () => {
    toExit(1);
    const view = ofGuest({ access: 'fetch' });
    expect(view.steps[0]?.nested?.asks).toEqual({ read: true, write: true, fetch: false });
    expect(view.final?.asks).toEqual({ read: false, write: false, fetch: true });
    set('ept-pointer', 0x15_001en);
    expect(ofGuest({ access: 'write' }).steps[0]?.nested?.asks).toEqual({ read: true, write: false, fetch: false });
  });

  it('is for the guest what the guest will find, and for the VMM one without EPT', () => {
    toExit(1);
    perform(session, { kind: 'run-to', file: NAME, line: TEXT.split('\n').indexOf('changed:') + 2 });
    expect(ofGuest().physical).toBe(FRAME_B);
    expect(walk({})).toMatchObject({ whose: 'vmm', physical: Number(PAGE), eptp: null });
    expect(walk({}).final).toBeUndefined();
    perform(session, { kind: 'next-vm-entry' });
    expect(walk({})).toMatchObject({ whose: 'guest', physical: FRAME_B });
  });

  it('leaves the machine as it was', () => {
    toExit(1);
    const before = session.parts.digest();
    ofGuest();
    ofGuest({ address: null, access: 'fetch' });
    expect(session.parts.digest()).toBe(before);
    perform(session, { kind: 'run' }, 1000);
    const end = session.parts.digest();
    const other = newSession(program);
    perform(other, { kind: 'run' }, 1000);
    expect(end).toBe(other.parts.digest());
  });

  it('follows RIP of the guest', () => {
    toExit(1);
    const { address } = ofGuest({ address: null, access: 'fetch' });
    expect(address).toBe(session.vmcs(VMCS).fields['guest-rip']);
  });

  it('names the rule by which EPT refuses the page', () => {
    toExit(3);
    const view = ofGuest({ address: MISSING, access: 'write' });
    expect(view).toMatchObject({ rule: 'second-level', physical: null });
    expect(view.final?.refusal).toEqual({ rule: 'ept-not-present', sdm: 'EPT Violations', misconfigured: false });
    expect(view.final?.steps.at(-1)).toMatchObject({ name: 'EPT PTE', address: EPT_PT + 8 * 0x182, present: false });
  });

  it('ends at the entry of paging that EPT does not let it reach', () => {
    toExit(1);
    put(BigInt(EPT_PT + 8 * 2), 0n);
    const view = ofGuest();
    expect(view.steps.map(({ name }) => name)).toEqual(['PML4E']);
    expect(view.unread).toMatchObject({ guestPhysical: 0x2000, physical: null, refusal: { rule: 'ept-not-present' } });
    expect(view.final).toBeUndefined();
    expect(toReadingOrder(view)).toEqual({ first: [1], last: 6, paging: 1, ept: 8 });
  });

  it('is one dimension for a guest-physical address', () => {
    toExit(1);
    expect(ofGuest({ space: 'guest-physical', address: 0x20_1234n })).toMatchObject({
      space: 'guest-physical',
      steps: [],
      physical: 0x20_1234,
      final: { guestPhysical: 0x20_1234, pageBytes: 0x20_0000 },
    });
    expect(ofGuest({ space: 'guest-physical', address: MISSING })).toMatchObject({
      rule: 'second-level',
      physical: null,
    });
    expect(walk({ space: 'guest-physical', address: 0x20_1234n })).toMatchObject({ physical: 0x20_1234, eptp: null });
  });

  it('is one dimension for a guest without paging', () => {
    toExit(1);
    set('guest-cr0', 0x21n);
    set('vm-entry-controls', (session.vmcs(VMCS).fields['vm-entry-controls'] ?? 0n) & ~0x200n);
    const view = ofGuest();
    expect(view).toMatchObject({
      mode: 'none',
      steps: [],
      physical: Number(PAGE),
      final: { guestPhysical: Number(PAGE) },
    });
    expect(ofGuest({ address: MISSING })).toMatchObject({ rule: 'second-level', physical: null });
  });

  it.each([
    ['32-bit', 0x10n, ['PDE'], [FOUR]],
    ['pae', 0x30n, ['PDPTE', 'PDE'], [[], FOUR]],
  ] as const)('of a guest with %s paging', (mode, cr4, levels, nested) => {
    toExit(1);
    set('guest-cr0', 0x8000_0021n);
    set('guest-cr4', cr4);
    set('guest-cr3', PAGING);
    set('vm-entry-controls', (session.vmcs(VMCS).fields['vm-entry-controls'] ?? 0n) & ~0x200n);
    // A page of 4 or of 2 MiB for address 0. The PDPTE registers come from the VMCS.
    put(PAGING, 0x87n);
    set('guest-pdpte-0', PAGING | 1n);
    const view = ofGuest();
    expect(view).toMatchObject({ mode, physical: Number(PAGE) });
    expect(view.steps.map(({ name }) => name)).toEqual(levels);
    expect(view.steps.map((step) => names(step.nested))).toEqual(nested);
    expect(view.steps[0]?.address).toBe(mode === 'pae' ? null : Number(PAGING));
    expect(names(view.final)).toEqual(FOUR);
  });

  it('of a guest with 5-level paging behind 5-level EPT', () => {
    toExit(1);
    set('guest-cr4', (session.vmcs(VMCS).fields['guest-cr4'] ?? 0n) | 0x1000n);
    set('guest-cr3', PAGING);
    put(PAGING, (session.vmcs(VMCS).fields['host-cr3'] ?? 0n) | 7n);
    put(PAGING + 0x1000n, 0x15_0007n);
    set('ept-pointer', (PAGING + 0x1000n) | 0x26n);
    const view = ofGuest();
    expect(view).toMatchObject({ mode: '5-level', physical: Number(PAGE) });
    expect(view.steps.map(({ name }) => name)).toEqual(['PML5E', 'PML4E', 'PDPTE', 'PDE']);
    expect(names(view.final)).toEqual(['EPT PML5E', ...FOUR]);
    expect(toReadingOrder(view)).toMatchObject({ paging: 4, ept: 25 });
  });
});
