import { describe, expect, test } from 'vitest';
import { findModel } from '../../../src/models/find-model';
import { cpuidFromRows } from '../../../src/models/model';
import { modelList } from '../../../src/models/model-list.table';

describe('findModel', () => {
  test.each(modelList)('finds $id, always the same', ({ id, name, year }) => {
    const search = findModel(id);
    expect(search.ok && search.model).toMatchObject({ id, name, year });
    const again = findModel(id);
    expect(again.ok && search.ok && again.model === search.model).toBe(true);
  });

  test('tells an unknown id with the known ones', () => {
    const unknown = findModel('Haswell');
    expect(unknown.ok).toBe(false);
    for (const { id } of modelList) expect(!unknown.ok && unknown.message).toContain(id);
    expect(modelList).toHaveLength(17);
  });
});

describe('cpuidFromRows', () => {
  const row = { ebx: 0, ecx: 0, edx: 0, what: '' };
  const model = cpuidFromRows(
    [
      { ...row, leaf: 0, eax: 7 },
      { ...row, leaf: 4, subleaf: 0, eax: 40 },
      { ...row, leaf: 4, subleaf: 1, eax: 41 },
      { ...row, leaf: 7, eax: 70 },
      { ...row, leaf: 0x8000_0000, eax: 0x8000_0001 | 0 },
      { ...row, leaf: 0x8000_0001, eax: 81 },
    ],
    39,
    48,
  );
  test('answers by leaf and subleaf', () => {
    expect([model.leaf(4, 0)[0], model.leaf(4, 1)[0], model.leaf(4, 2)[0], model.leaf(7, 9)[0]]).toEqual([
      40, 41, 0, 70,
    ]);
    expect(model.leaf(0x8000_0001 | 0, 0)[0]).toBe(81);
  });

  test('beyond the highest leaf it answers as the highest basic one; inside the range zeros', () => {
    expect([
      model.leaf(8, 0)[0],
      model.leaf(0x8000_0002, 0)[0],
      model.leaf(0x4000_0000, 0)[0],
      model.leaf(5, 0)[0],
    ]).toEqual([70, 70, 70, 0]);
  });
});
