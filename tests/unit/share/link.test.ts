import { describe, expect, it } from 'vitest';
import { lessons } from '../../../src/lessons/index';
import { programs } from '../../../src/programs/index';
import { toEmbedCode, toLink } from '../../../src/share/link';
import { LONG_LINK, TYPICAL_LINK } from '../../../src/share/link-limits.table';
import { toPageAddress } from '../../../src/share/page-address';
import { SCHEMA_VERSION, type Work } from '../../../src/share/work';
import { exampleWork, hashOf, ownWork, read } from './works';

describe('a link', () => {
  it('carries a work behind "#" and leaves the address before it alone', async () => {
    const link = await toLink(ownWork, 'https://example.org/vmxray/?lang=en#old');
    expect(link).toMatch(/^https:\/\/example\.org\/vmxray\/\?lang=en#v1=[\w-]+$/);
    expect(await read(link)).toEqual({ work: ownWork, exampleChanged: false });
  });

  it('carries everything that a work can have', async () => {
    const work: Work = {
      ...ownWork,
      memoryMib: 128,
      processors: 4,
      breakpoints: [
        { kind: 'line', file: 'vmm.asm', line: 2, enabled: false },
        { kind: 'address', address: 0xffff_ffff_ffff_fff0n },
        { kind: 'data', address: 0x5000n, length: 8, access: 'write', space: 'physical' },
        { kind: 'port', port: 0xe9, access: 'out' },
        { kind: 'msr', index: 0xc000_0080, access: 'read' },
        { kind: 'vmcs-field', field: 'guest-rip', access: 'access' },
        { kind: 'vm-exit', reason: null },
        { kind: 'vm-exit', reason: 10, condition: 'rax == 5 && exit-qualification & 0x10' },
        { kind: 'vm-entry-failure' },
      ],
      panes: { openFile: 'vmm.asm', middle: 'lesson', inspector: 'memory', drawer: true },
      moment: {
        journal: [
          { position: 0, event: { kind: 'register', name: 'RAX', value: 0xffff_ffff_ffff_ffffn } },
          { position: 7, event: { kind: 'external-interrupt', vector: 0x20 } },
          { position: 7, event: { kind: 'nmi' } },
          { position: 9, event: { kind: 'init' } },
          { position: 9, event: { kind: 'register', name: 'RBX', value: 1n, processor: 3 } },
          { position: 9, event: { kind: 'memory', space: 'linear', address: 0x10_0000n, bytes: [0, 255] } },
          { position: 11, event: { kind: 'vmcs-field', pointer: 0x3000n, field: 'guest-cr3', value: 0n } },
        ],
        position: 12,
        transition: 3,
        digest: '0123456789abcdef',
      },
    };
    expect(await read(await toLink(work, 'http://localhost/'))).toEqual({ work, exampleChanged: false });
  });

  it.each(programs.map(({ id }) => id))('to the unedited example %s needs no texts', async (id) => {
    const work = exampleWork(id);
    const link = await toLink(work, 'https://example.org/');
    expect(link.length).toBeLessThan(200);
    expect(await read(link)).toEqual({ work, exampleChanged: false });
  });

  it.each(programs.map(({ id }) => id))('to the edited example %s is short beside its texts', async (id) => {
    const work = exampleWork(id);
    const edited = { ...work, files: work.files.map(({ name, text }) => ({ name, text: `${text}; mine\n` })) };
    const link = await toLink(edited, 'https://example.org/vmxray/');
    const characters = edited.files.reduce((sum, { text }) => sum + text.length, 0);
    expect(link.length).toBeLessThan(Math.max(TYPICAL_LINK, characters * 0.6));
    expect(await read(link)).toEqual({ work: edited, exampleChanged: false });
  });

  it.each(lessons.map(({ id }) => id))('to the lesson %s carries its exercise in a few characters', async (id) => {
    const { lesson } = (await lessons.find((row) => row.id === id)?.load()) ?? {};
    for (const exercise of lesson?.exercises ?? []) {
      const work: Work = { ...ownWork, program: id, files: exercise.files, exercise };
      const link = await toLink(work, 'https://example.org/vmxray/');
      expect(link.length).toBeLessThan(250);
      expect(await read(link)).toEqual({ work, exampleChanged: false });
      const edited = { ...work, files: work.files.map(({ name, text }) => ({ name, text: `${text}; mine\n` })) };
      const longer = await toLink(edited, 'https://example.org/vmxray/');
      expect(longer.length).toBeLessThan(TYPICAL_LINK);
      expect(await read(longer)).toEqual({ work: edited, exampleChanged: false });
      // One that somebody changed is written out.
      const own = { ...edited, exercise: { ...exercise, hints: [] } };
      const whole = await toLink(own, 'https://example.org/vmxray/');
      expect(whole.length).toBeLessThan(LONG_LINK);
      expect(await read(whole)).toEqual({ work: own, exampleChanged: false });
    }
    expect(lesson?.exercises.length).toBeGreaterThan(0);
  });

  it('to an exercise that is gone opens the program without it', async () => {
    const { engine, files } = ownWork;
    const json = { version: 2, engine, program: 'no-such', files, lessonExercise: 'gone' };
    expect(await read(await pack(json))).toEqual({ work: { ...ownWork, program: 'no-such' }, exampleChanged: false });
  });

  it('to an example that has changed since opens it as it is now and says so', async () => {
    const json = { version: 2, engine: '0.1.0', program: 'life-cycle', unchanged: '0000000000000000' };
    const reading = await read(await pack(json));
    expect(reading).toEqual({ work: exampleWork('life-cycle'), exampleChanged: true });
  });

  it('to an example that is gone says so', async () => {
    const json = { version: 2, engine: '0.1.0', program: 'no-such', unchanged: '0000000000000000' };
    expect(await read(await pack(json))).toEqual({ problem: 'unknown-example' });
  });
});

describe('a link that cannot be opened', () => {
  it.each([
    ['nothing', '#v1=', 'damaged'],
    ['other characters', '#v1=!!!!', 'damaged'],
    ['no deflated bytes', '#v1=AAAA', 'damaged'],
    ['another packing', '#v2=AAAA', 'newer'],
    ['no version at all', '#lesson', 'damaged'],
    ['far too many characters', `#v1=${'A'.repeat(2_000_001)}`, 'too-large'],
  ])('because of %s says so', async (_, hash, problem) => {
    expect(await read(hash)).toEqual({ problem });
  });

  it('because its end is missing says so', async () => {
    const link = await toLink(ownWork, 'http://localhost/');
    expect(await read(link.slice(0, -6))).toEqual({ problem: 'damaged' });
  });

  it('because it was made by a newer page says so', async () => {
    expect(await read(await pack({ version: SCHEMA_VERSION + 1, engine: '9.0.0' }))).toEqual({ problem: 'newer' });
  });

  it('is stopped while it unpacks to more than is allowed', async () => {
    const { deflateRawSync } = await import('node:zlib');
    // 64 MB of blanks in a valid JSON text: 64 kB packed.
    const bomb = deflateRawSync(Buffer.from(`{"version":2,"engine":"${' '.repeat(64_000_000)}"}`), { level: 9 });
    const before = process.memoryUsage().arrayBuffers;
    expect(await read(`#v1=${bomb.toString('base64url')}`)).toEqual({ problem: 'too-large' });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(48_000_000);
  });
});

describe('the code that embeds a link', () => {
  it('is a frame of the reduced page and holds no other markup', async () => {
    const link = await toLink(ownWork, 'https://example.org/?a="><script>&lang=en', { embed: true });
    const code = toEmbedCode(link);
    expect(code).toMatch(
      /^<iframe src="https:\/\/example\.org\/\?embed&amp;[^"<>]*#v1=[\w-]+" title="VMXray"[^<>]*><\/iframe>$/,
    );
    expect(await read(link)).toEqual({ work: ownWork, exampleChanged: false });
  });
});

describe('the address of the page', () => {
  it.each([
    ['https://a.org/x/', false, 'https://a.org/x/'],
    ['https://a.org/x/?embed#v1=A', false, 'https://a.org/x/#v1=A'],
    ['https://a.org/?lang=en&embed=1', false, 'https://a.org/?lang=en'],
    ['https://a.org/?lang=en', true, 'https://a.org/?embed&lang=en'],
    ['https://a.org/?embed&embedded=2', true, 'https://a.org/?embed&embedded=2'],
  ])('%s (embed: %s) is %s', (address, embed, expected) => {
    expect(toPageAddress(address, embed)).toBe(expected);
  });
});

async function pack(data: unknown): Promise<string> {
  const { deflateRawSync } = await import('node:zlib');
  return `#v1=${deflateRawSync(JSON.stringify(data)).toString('base64url')}`;
}

describe('the hash of a link', () => {
  it('is all of it behind the first "#"', async () => {
    expect(hashOf(await toLink(ownWork, 'https://example.org/#a#b'))).toMatch(/^#v1=[\w-]+$/);
  });
});
