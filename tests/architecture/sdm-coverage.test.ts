import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { vmxChapters } from '../../src/sdm/vmx-sections.table';
import { citingRows, sdmCoverage } from '../support/sdm-coverage';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const titles = vmxChapters.flatMap(({ sections }) => sections);

describe('sections of the manual', () => {
  it('are cited by rows under titles that its tables of contents have', () => {
    const known = new Set(titles);
    expect(citingRows.filter(({ sdm }) => !known.has(sdm))).toEqual([]);
  });

  it('are listed once', () => {
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  });

  it('docs/sdm-coverage.md is what npm run sdm-coverage makes', () => {
    expect(readFileSync(`${ROOT}docs/sdm-coverage.md`, 'utf8')).toBe(sdmCoverage(ROOT));
  });
});
