import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readLink } from '../../../src/share/link';
import { SCHEMA_VERSION } from '../../../src/share/work';
import { exampleWork } from './works';

const FOLDER = new URL('../../fixtures/links/', import.meta.url);
const fixtures = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));

describe('a link that was made once', () => {
  it.each(fixtures)('%s still opens', async (name) => {
    const { link, work } = JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8'));
    const reading = await readLink(link);
    if ('problem' in reading) throw new Error(`${name}: ${reading.problem}`);
    const files = work.files ?? exampleWork(work.program).files;
    expect(JSON.parse(JSON.stringify(reading.work, wordsAsText))).toEqual({ ...work, files });
  });

  it('is kept of every form', () => {
    const forms = new Set(fixtures.map((name) => /^form-(\d+)-/.exec(name)?.[1]));
    for (let form = 1; form <= SCHEMA_VERSION; form++) expect(forms).toContain(`${form}`);
  });
});

const wordsAsText = (_: string, value: unknown): unknown =>
  typeof value === 'bigint' ? `0x${value.toString(16)}` : value;
