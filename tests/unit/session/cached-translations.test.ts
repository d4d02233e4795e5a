import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import type { InvalidationChoice } from '../../../src/protocol/invalidations-view';
import type { Session } from '../../../src/worker/session';
import { assembleProgram, newSession, perform } from '../../support/recorded-program';

const NAME = 'translations.asm';
const TEXT = readFileSync(new URL(`../../programs/views/${NAME}`, import.meta.url), 'utf8');
const program = assembleProgram([{ name: NAME, text: TEXT }]);
const PAGE = 0x18_0000n;
const EP4TA = 0x15_0000;

let session: Session;

/** To the line behind a label. */
const to = (label: string): void =>
  perform(session, { kind: 'run-to', file: NAME, line: TEXT.split('\n').indexOf(`${label}:`) + 2 }, 1000);
const tlb = () => session.tlb(PAGE);
const preview = (choice: InvalidationChoice) => tlb().previews.find((each) => each.choice === choice);
const stale = () => {
  const { entries, guestPhysical } = tlb();
  return [
    ...entries.flatMap(({ linear, ep4ta, differences }) =>
      differences.length === 0 ? [] : [{ linear, ep4ta, differences }],
    ),
    ...guestPhysical.flatMap(({ guestPhysical: address, differences }) =>
      differences.length === 0 ? [] : [{ address, differences }],
    ),
  ];
};

beforeEach(() => {
  session = newSession(program);
});

describe('cached translations of a guest', () => {
  it('are combined and guest-physical mappings with the tags of the guest', () => {
    perform(session, { kind: 'next-vm-exit' }, 1000);
    const { entries, guestPhysical, vpid } = tlb();
    expect(vpid).toBe(0);
    const combined = entries.filter(({ ep4ta }) => ep4ta !== null);
    expect(combined.find(({ linear }) => linear === PAGE)).toMatchObject({
      vpid: 7,
      ep4ta: EP4TA,
      physical: Number(PAGE),
      secondLevel: { read: true, write: false, execute: true },
      differences: [],
    });
    expect(entries.some(({ vpid: tag, ep4ta }) => tag === 0 && ep4ta === null)).toBe(true);
    expect(guestPhysical.map(({ guestPhysical: address }) => address)).toContain(Number(PAGE));
    expect(stale()).toEqual([]);
  });

  it('are stale when the VMM has changed the EPT, and named so while the VMM runs', () => {
    to('changed');
    expect(stale()).toEqual([
      { linear: PAGE, ep4ta: EP4TA, differences: ['page'] },
      { address: Number(PAGE), differences: ['page'] },
    ]);
    perform(session, { kind: 'next-vm-entry' });
    expect(stale()).toHaveLength(2);
  });

  it('know rights and dirty flags that EPT has taken back', () => {
    perform(session, { kind: 'next-vm-exit' }, 1000);
    const entry = BigInt(0x15_3000 + 8 * 0x180);
    const put = (value: bigint): void =>
      session.edit({
        kind: 'memory',
        space: 'physical',
        address: entry,
        bytes: [...new Uint8Array(new BigUint64Array([value]).buffer)],
      });
    put(PAGE | 0x134n);
    expect(stale().map(({ differences }) => differences)).toEqual([['second-level-rights'], ['second-level-rights']]);
    put(0n);
    expect(stale().map(({ differences }) => differences)).toEqual([['unmapped'], ['unmapped']]);
  });

  it('tells what each invalidation would remove', () => {
    to('changed');
    const { entries, guestPhysical, previews } = tlb();
    const ofGuest = entries.flatMap(({ vpid }, n) => (vpid === 7 ? [n] : []));
    const page = entries.findIndex(({ linear, vpid }) => linear === PAGE && vpid === 7);
    expect(preview('invept-context')).toMatchObject({
      removes: ofGuest,
      removesGuestPhysical: guestPhysical.map((_, n) => n),
    });
    expect(preview('invvpid-context')).toMatchObject({ removes: ofGuest, removesGuestPhysical: [] });
    expect(preview('invvpid-address')).toMatchObject({ removes: [page], removesGuestPhysical: [] });
    expect(preview('vm-entry')).toMatchObject({ scope: null, removes: [] });
    expect(preview('mov-cr3')?.removes).toEqual(entries.flatMap(({ vpid }, n) => (vpid === 0 ? [n] : [])));
    expect(previews.map(({ choice }) => choice)).toEqual(
      expect.arrayContaining(['invlpg', 'invpcid-all', 'invvpid-all', 'invept-all', 'vm-exit', 'mov-cr4']),
    );
  });

  it('tells what the last invalidations removed, wherever in the history one stands', () => {
    to('invalidated');
    const digest = session.parts.digest();
    const { position } = session;
    const [last] = session.invalidations().invalidations;
    expect(last).toMatchObject({ cause: 'invept', scope: { kind: 'ep4ta', ep4ta: EP4TA }, position: position - 1 });
    expect(last?.place.text).toMatch(/^invept/);
    expect(last?.removed.map(({ linear }) => linear)).toContain(PAGE);
    expect(last?.countGuestPhysical).toBeGreaterThan(1);
    expect(session.parts.digest()).toBe(digest);
    expect(session.position).toBe(position);
    perform(session, { kind: 'step-back' });
    expect(session.invalidations().invalidations.map(({ cause }) => cause)).not.toContain('invept');
    to('missing');
    perform(session, { kind: 'next-vm-exit' });
    const [violation, before] = session.invalidations().invalidations;
    expect(violation).toMatchObject({ cause: 'ept-violation', count: 0, countGuestPhysical: 0 });
    expect(before).toMatchObject({ cause: 'invept', position: position - 1 });
  });
});

it('VM entries and exits of a guest without a VPID remove what is cached for VPID 0', () => {
  const text = TEXT.replace(' | SECONDARY_ENABLE_VPID', '').replace(/.*VIRTUAL_PROCESSOR_IDENTIFIER.*\n/, '');
  session = newSession(assembleProgram([{ name: NAME, text }]));
  perform(session, { kind: 'next-vm-exit' }, 1000);
  expect(
    session
      .invalidations()
      .invalidations.map(({ cause }) => cause)
      .slice(0, 2),
  ).toEqual(['vm-exit', 'vm-entry']);
  expect(session.invalidations().invalidations[0]?.removed.map(({ linear }) => linear)).toContain(PAGE);
  expect(session.tlb(null).previews.find(({ choice }) => choice === 'vm-entry')?.scope).toEqual({
    kind: 'vpid',
    vpid: 0,
    keepGlobal: false,
  });
});
