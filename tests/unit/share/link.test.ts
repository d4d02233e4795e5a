import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasWork, readLink, toLink } from '../../../src/share/link';
import { parseWork, SCHEMA_VERSION, toText, type Work } from '../../../src/share/work';

const work: Work = {
  version: SCHEMA_VERSION,
  program: 'life-cycle',
  model: 'everything',
  files: [{ name: 'vmm.asm', text: 'start:\n    hlt ; 停机\n' }],
  breakpoints: [{ file: 'vmm.asm', line: 2 }],
};

const hashOf = (link: string) => link.slice(link.indexOf('#'));

describe('a link', () => {
  it('carries a work behind "#" and leaves the address before it alone', async () => {
    const link = await toLink(work, 'https://example.org/vmxray/?lang=en#old');
    expect(link).toMatch(/^https:\/\/example\.org\/vmxray\/\?lang=en#v1=[\w-]+$/);
    expect(hasWork(hashOf(link))).toBe(true);
    expect(await readLink(hashOf(link))).toEqual(work);
  });

  it('carries any text', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme' }),
        fc.string({ minLength: 1, maxLength: 100 }),
        async (text, name) => {
          const any = { ...work, files: [{ name, text }] };
          expect(await readLink(hashOf(await toLink(any, 'http://localhost/')))).toEqual(any);
        },
      ),
      { numRuns: 50 },
    );
  });

  it.each(['', '#', '#lesson', '#v=1'])('is not seen in %j', (hash) => {
    expect(hasWork(hash)).toBe(false);
  });

  it.each(['#v1=', '#v1=!!!!', '#v1=AAAA', '#v2=AAAA'])('is refused when damaged or unknown: %j', async (hash) => {
    expect(hasWork(hash)).toBe(true);
    expect(await readLink(hash)).toBeNull();
  });

  it('is refused when its end is missing', async () => {
    const link = await toLink(work, 'http://localhost/');
    expect(await readLink(hashOf(link).slice(0, -6))).toBeNull();
  });
});

describe('the schema of a work', () => {
  it('takes what it wrote', () => {
    expect(parseWork(toText(work))).toEqual(work);
  });

  it.each([
    ['no JSON', '{'],
    ['another version', JSON.stringify({ ...work, version: 99 })],
    ['no files', JSON.stringify({ ...work, files: [] })],
    ['a file without a name', JSON.stringify({ ...work, files: [{ name: '', text: '' }] })],
    ['a text that is no string', JSON.stringify({ ...work, files: [{ name: 'a', text: 1 }] })],
    ['a breakpoint on line 0', JSON.stringify({ ...work, breakpoints: [{ file: 'a', line: 0 }] })],
    ['nothing', 'null'],
  ])('refuses %s', (_, json) => {
    expect(parseWork(json)).toBeNull();
  });
});
