import { describe, expect, it } from 'vitest';
import { readOwnWork, readWork } from '../../../src/share/read-work';
import { toText } from '../../../src/share/work';
import { readWorkFile, toWorkFile, workFileName } from '../../../src/share/work-file';
import { exampleWork, ownWork } from './works';

const form = JSON.parse(toText(ownWork));
const text = (part: object) => JSON.stringify({ ...form, ...part });
const moment = { journal: [], position: 5, transition: 0, digest: '0123456789abcdef' };
const journal = (...entries: object[]) => ({ moment: { ...moment, journal: entries } });

describe('the schema of a work', () => {
  it('takes what was written', () => {
    expect(readWork(toText(ownWork))).toEqual({ work: ownWork, exampleChanged: false });
    expect(readWork(text({ moment }))).toEqual({ work: { ...ownWork, moment }, exampleChanged: false });
  });

  it('leaves behind what it does not know', () => {
    const reading = readWork(`{"__proto__":{"evil":1},"constructor":{"x":1},${JSON.stringify(form).slice(1)}`);
    expect(reading).toEqual({ work: ownWork, exampleChanged: false });
    expect('evil' in reading).toBe(false);
    expect('evil' in {}).toBe(false);
  });

  it.each([
    ['no JSON', '{', 'damaged'],
    ['null', 'null', 'not-a-work'],
    ['a list', '[]', 'not-a-work'],
    ['deep nesting', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'not-a-work'],
    ['no version', text({ version: undefined }), 'not-a-work'],
    ['a version that is no number', text({ version: '2' }), 'not-a-work'],
    ['version 0', text({ version: 0 }), 'not-a-work'],
    ['a version to come', text({ version: 99 }), 'newer'],
    ['no files', text({ files: [] }), 'not-a-work'],
    ['neither files nor an example', text({ files: undefined }), 'not-a-work'],
    ['a file without a name', text({ files: [{ name: '', text: '' }] }), 'not-a-work'],
    ['two files of one name', text({ files: [form.files[0], form.files[0]] }), 'not-a-work'],
    [
      'two names that look alike',
      text({
        files: [
          { name: 'a\n', text: '' },
          { name: 'a\r', text: '' },
        ],
      }),
      'not-a-work',
    ],
    ['a text that is no string', text({ files: [{ name: 'a', text: 1 }] }), 'not-a-work'],
    ['too long a text', text({ files: [{ name: 'a', text: 'x'.repeat(8_000_001) }] }), 'not-a-work'],
    [
      'too many files',
      text({ files: Array.from({ length: 201 }, (_, n) => ({ name: `${n}`, text: '' })) }),
      'not-a-work',
    ],
    ['a model with markup', text({ model: '<b>' }), 'not-a-work'],
    ['no memory', text({ memoryMib: 0 }), 'not-a-work'],
    ['no processor', text({ processors: 0 }), 'not-a-work'],
    ['nine processors', text({ processors: 9 }), 'not-a-work'],
    [
      'an edit of a ninth processor',
      text(journal({ position: 0, event: { kind: 'register', name: 'RAX', value: '0x0', processor: 8 } })),
      'not-a-work',
    ],
    ['endless memory', text({ memoryMib: 1e9 }), 'not-a-work'],
    ['a breakpoint on line 0', text({ breakpoints: [{ kind: 'line', file: 'a', line: 0 }] }), 'not-a-work'],
    ['a breakpoint of no kind', text({ breakpoints: [{ file: 'a', line: 1 }] }), 'not-a-work'],
    [
      'a breakpoint on no VMCS field',
      text({ breakpoints: [{ kind: 'vmcs-field', field: 'x', access: 'read' }] }),
      'not-a-work',
    ],
    [
      'an address of 65 bits',
      text({ breakpoints: [{ kind: 'address', address: '0x10000000000000000' }] }),
      'not-a-work',
    ],
    ['a moment at a negative position', text({ moment: { ...moment, position: -1 } }), 'not-a-work'],
    ['a moment beyond all counting', text({ moment: { ...moment, position: 2 ** 53 } }), 'not-a-work'],
    ['a moment at half a position', text({ moment: { ...moment, position: 0.5 } }), 'not-a-work'],
    ['a digest of other letters', text({ moment: { ...moment, digest: 'x'.repeat(16) } }), 'not-a-work'],
    [
      'an event of vector 3',
      text(journal({ position: 0, event: { kind: 'external-interrupt', vector: 3 } })),
      'not-a-work',
    ],
    [
      'events out of order',
      text(journal({ position: 2, event: { kind: 'nmi' } }, { position: 1, event: { kind: 'nmi' } })),
      'not-a-work',
    ],
    [
      'an edit of 5,000 bytes',
      text(
        journal({
          position: 0,
          event: { kind: 'memory', space: 'linear', address: '0x0', bytes: Array(5000).fill(0) },
        }),
      ),
      'not-a-work',
    ],
    [
      'panes of no name',
      text({ panes: { openFile: null, middle: '<i>', inspector: 'vmcs', drawer: false } }),
      'not-a-work',
    ],
    ['an exercise without goals', text({ exercise: { version: 1, id: 'x' } }), 'not-a-work'],
  ])('refuses %s', (_, json, problem) => {
    expect(readWork(json)).toEqual({ problem });
  });
});

describe('names', () => {
  it('hold no characters that are no text or that turn its direction', () => {
    const reading = readWork(
      text({
        files: [{ name: 'a\nb\u202egpj.asm', text: '' }],
        breakpoints: [{ kind: 'line', file: 'a\nb\u202egpj.asm', line: 1 }],
      }),
    );
    expect(reading).toMatchObject({
      work: { files: [{ name: 'a_b_gpj.asm' }], breakpoints: [{ file: 'a_b_gpj.asm' }] },
    });
  });
});

describe('work out of the storage', () => {
  it('comes back whole', () => {
    expect(readOwnWork(toText(exampleWork('port-io')))).toEqual(exampleWork('port-io'));
  });

  it.each([
    ['an unknown breakpoint', text({ breakpoints: [{ kind: 'from-the-future' }] })],
    ['a newer form', text({ version: 99 })],
    ['an exercise that is none', text({ exercise: {} })],
  ])('comes back as its texts when there is %s', (_, json) => {
    expect(readOwnWork(json)).toEqual(ownWork);
  });

  it.each(['', 'null', '{"files":[]}', '{"files":[{"name":1}]}'])('is given up when it is %j', (json) => {
    expect(readOwnWork(json)).toBeNull();
  });
});

describe('a work as a file', () => {
  it('holds the texts, also those of an example', async () => {
    const file = toWorkFile(exampleWork('life-cycle'));
    expect(JSON.parse(await file.text()).files).toHaveLength(2);
    expect(await readWorkFile(file)).toEqual({ work: exampleWork('life-cycle'), exampleChanged: false });
  });

  it('can be an exercise as the grader takes it', async () => {
    const exercise = {
      version: 1,
      id: 'first-exit',
      title: { en: 'The first exit' },
      text: { en: 'Make the guest **exit**.' },
      files: ownWork.files,
      goals: [{ id: 'cpuid', points: 1, text: { en: 'It exits' }, kind: 'exits', reasons: [10], order: 'exact' }],
      hints: [],
    };
    const reading = await readWorkFile(new Blob([JSON.stringify(exercise)]));
    expect(reading).toEqual({ work: { ...ownWork, exercise }, exampleChanged: false });
  });

  it.each([
    ['no text', new Blob([new Uint8Array([0xff, 0xfe, 0])]), 'damaged'],
    ['another JSON file', new Blob(['{"name":"vmxray"}']), 'not-a-work'],
  ])('that is %s is refused', async (_, file, problem) => {
    expect(await readWorkFile(file)).toEqual({ problem });
  });

  it.each([
    [exampleWork('two-guests'), 'two-guests.vmxray.json'],
    [ownWork, 'vmm.vmxray.json'],
    [{ ...ownWork, files: [{ name: '../x y/<a>.asm', text: '' }] }, '-x-y-a-.vmxray.json'],
    [{ ...ownWork, files: [{ name: '.asm', text: '' }] }, 'program.vmxray.json'],
  ])('has a name that every system takes', (work, name) => {
    expect(workFileName(work)).toBe(name);
  });
});
