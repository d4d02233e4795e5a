import { IO_MAP_BASE, TASK_STATE_16, TASK_STATE_32, TASK_STATE_64, type TaskStateFormat } from './task-state.table';

/** What a field of a task-state segment holds, for people who read it. */
export interface TaskStateField {
  /** The manual's name. */
  readonly name: string;
  readonly offset: number;
  readonly bytes: 2 | 4 | 8;
}

const GENERAL = ['AX', 'CX', 'DX', 'BX', 'SP', 'BP', 'SI', 'DI'];
const SELECTORS = ['ES', 'CS', 'SS', 'DS', 'FS', 'GS'];
const LEVELS = [0, 1, 2];

/** Every field of a 16- or 32-bit task-state segment, by offset. */
function fieldsOf(format: TaskStateFormat): TaskStateField[] {
  const { word, stacks, stackStep, cr3, eip, eflags, general, selectors, selectorStep, selectorCount, ldt } = format;
  const e = word === 4 ? 'E' : '';
  return [
    { name: 'Previous task link', offset: 0, bytes: 2 },
    ...LEVELS.flatMap((level): TaskStateField[] => [
      { name: `${e}SP${level}`, offset: stacks + level * stackStep, bytes: word },
      { name: `SS${level}`, offset: stacks + level * stackStep + word, bytes: 2 },
    ]),
    ...(cr3 === null ? [] : [{ name: 'CR3', offset: cr3, bytes: word }]),
    { name: `${e}IP`, offset: eip, bytes: word },
    { name: `${e}FLAGS`, offset: eflags, bytes: word },
    ...GENERAL.map((name, k): TaskStateField => ({ name: e + name, offset: general + k * word, bytes: word })),
    ...SELECTORS.slice(0, selectorCount).map(
      (name, k): TaskStateField => ({ name, offset: selectors + k * selectorStep, bytes: 2 }),
    ),
    { name: 'LDT', offset: ldt, bytes: 2 },
  ];
}

/** SDM Vol. 3: "Task-State Segment (TSS)". */
export const taskStateFields32: readonly TaskStateField[] = [
  ...fieldsOf(TASK_STATE_32),
  { name: 'T', offset: 0x64, bytes: 2 },
  { name: 'I/O map base', offset: IO_MAP_BASE, bytes: 2 },
];

/** SDM Vol. 3: "16-Bit Task-State Segment (TSS)". */
export const taskStateFields16: readonly TaskStateField[] = fieldsOf(TASK_STATE_16);

/** SDM Vol. 3: "Task Management in 64-bit Mode". */
export const taskStateFields64: readonly TaskStateField[] = [
  ...LEVELS.map((k): TaskStateField => ({ name: `RSP${k}`, offset: TASK_STATE_64.rsp0 + 8 * k, bytes: 8 })),
  ...Array.from(
    { length: 7 },
    (_, k): TaskStateField => ({ name: `IST${k + 1}`, offset: TASK_STATE_64.ist1 + 8 * k, bytes: 8 }),
  ),
  { name: 'I/O map base', offset: IO_MAP_BASE, bytes: 2 },
];
