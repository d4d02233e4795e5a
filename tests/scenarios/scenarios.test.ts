import { describe, expect, test } from 'vitest';
import { checkScenario } from './check-scenario';
import { scenarios } from './scenarios';

describe('scenarios', () => {
  test('their names are different', () => {
    expect(new Set(scenarios.map((row) => row.name)).size).toBe(scenarios.length);
  });

  for (const row of scenarios) test(`${row.name} (${row.sdm})`, () => checkScenario(row));
});
