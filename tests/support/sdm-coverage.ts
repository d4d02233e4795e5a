import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { SdmSection } from '../../src/sdm/edition';
import { vmxChapters } from '../../src/sdm/vmx-sections.table';
import { apicRules, virtualizedRules } from '../../src/vmx/apic-virtualization/apic-rules.table';
import { capabilityMsrs } from '../../src/vmx/capabilities/capability-msrs.table';
import { controlWords } from '../../src/vmx/controls/control-words.table';
import { entryChecks } from '../../src/vmx/entry/checks/entry-checks.table';
import { msrLoadChecks } from '../../src/vmx/entry/msr-load-check.table';
import { eptRules } from '../../src/vmx/ept/ept-rules.table';
import { exitReasons } from '../../src/vmx/exit/exit-reasons.table';
import { eventRules } from '../../src/vmx/nonroot/event-rules.table';
import {
  instructionEnables,
  instructionRules,
  pauseLoopRule,
  vmxInstructionRules,
  xssRules,
} from '../../src/vmx/nonroot/instruction-rules.table';
import { operandRules } from '../../src/vmx/nonroot/operand-rules.table';
import { vmcsFields } from '../../src/vmx/vmcs/vmcs-fields.table';
import type { Scenario } from '../scenarios/harness';

/** A row of some table that cites a section. */
interface CitingRow {
  readonly kind: string;
  readonly id: string;
  readonly sdm: SdmSection;
}

type Rule = Pick<CitingRow, 'id' | 'sdm'>;
const of = (kind: string, rows: readonly Rule[]): CitingRow[] => rows.map(({ id, sdm }) => ({ kind, id, sdm }));
/** Rules that share an id differ by what they are about. */
const named = (rules: readonly (Rule & { readonly subject: string })[]): Rule[] =>
  rules.map(({ id, subject, sdm }) => ({ id: id === subject ? id : `${id} (${subject})`, sdm }));

/** Every row of `vmx/` that cites a section, by kind. */
export const citingRows: readonly CitingRow[] = [
  ...of('entry check', entryChecks),
  ...of('entry check', Object.values(msrLoadChecks)),
  ...of(
    'control',
    controlWords.flatMap(({ word, rows }) => rows.map(({ id, sdm }) => ({ id: `${word} ${id}`, sdm }))),
  ),
  ...of('VMCS field', vmcsFields),
  ...of(
    'exit reason',
    exitReasons.map(({ number, name, sdm }) => ({ id: `${number} ${name}`, sdm })),
  ),
  ...of(
    'intercept rule',
    named([
      ...Object.values(instructionRules),
      ...Object.values(vmxInstructionRules),
      pauseLoopRule,
      ...Object.values(xssRules),
      ...Object.values(operandRules),
      ...Object.values(eventRules),
      ...Object.values(apicRules),
      ...Object.values(virtualizedRules),
    ]),
  ),
  ...of(
    'instruction enable',
    Object.entries(instructionEnables).map(([id, { sdm }]) => ({ id, sdm })),
  ),
  ...of('EPT rule', Object.values(eptRules)),
  ...of(
    'capability MSR',
    capabilityMsrs.map(({ name, sdm }) => ({ id: name, sdm })),
  ),
];

const scenarioModules = import.meta.glob<Record<string, unknown>>('../scenarios/*.scenarios.ts', { eager: true });

const isScenario = (value: unknown): value is Scenario =>
  typeof value === 'object' && value !== null && 'guest' in value && 'sdm' in value && 'expect' in value;

/** The scenario rows of each file, once each. */
const scenarioFiles: readonly (readonly [file: string, rows: readonly Scenario[]])[] = Object.entries(scenarioModules)
  .map(([path, exports]) => {
    const rows = Object.values(exports).flatMap((value) => (Array.isArray(value) ? value.filter(isScenario) : []));
    return [path.replace('..', 'tests'), [...new Set(rows)]] as const;
  })
  .sort(([a], [b]) => (a < b ? -1 : 1));

/** Sources under a folder with their text, by path from the root, in order. */
function sources(root: string, folder: string): readonly (readonly [path: string, text: string])[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => [relative(root, path), readFileSync(path, 'utf8').replace(/\n\s*(?:\*|\/\/) /g, ' ')] as const);
}

/** Whether a text cites a title: between quotation marks of some kind. */
const cites = (text: string, title: string): boolean =>
  ['"', "'", '`'].some((mark) => text.includes(`${mark}${title}${mark}`));

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;

function rowsOf(title: string): string {
  const kinds = new Map<string, string[]>();
  for (const { kind, id, sdm } of citingRows) if (sdm === title) kinds.set(kind, [...(kinds.get(kind) ?? []), id]);
  return [...kinds].map(([kind, ids]) => `${count(ids.length, kind)}: ${ids.join(', ')}`).join('; ');
}

/** Tests of a section: scenario rows, cases of check rows, and test files that cite it. */
function testsOf(title: string, tests: ReturnType<typeof sources>): string {
  const found: string[] = [];
  const checks = entryChecks.filter(({ sdm }) => sdm === title).length;
  if (checks > 0) found.push(`tests/unit/vmx-tables/entry-check-cases.ts (${count(checks, 'row')})`);
  for (const [file, rows] of scenarioFiles) {
    const about = rows.filter(({ sdm }) => sdm === title).length;
    if (about > 0) found.push(`${file} (${count(about, 'row')})`);
  }
  for (const [path, text] of tests) if (path.endsWith('.test.ts') && cites(text, title)) found.push(path);
  if (citingRows.some(({ kind, sdm }) => sdm === title && kind === 'control'))
    found.push('tests/scenarios/coverage.test.ts');
  if (citingRows.some(({ kind, sdm }) => sdm === title && kind === 'VMCS field'))
    found.push('tests/unit/vmx-tables/tables.test.ts');
  return [...new Set(found)].join(', ');
}

const cell = (text: string): string => (text === '' ? '—' : text.replaceAll('|', '\\|'));

/** The text of docs/sdm-coverage.md. @param root the repository's folder */
export function sdmCoverage(root: string): string {
  const code = [...sources(root, 'src/vmx'), ...sources(root, 'src/cpu'), ...sources(root, 'src/models')];
  const tests = sources(root, 'tests');
  const lines = [
    '# What of the manual is where',
    '',
    'Made by `npm run sdm-coverage`; a test holds it to the sources. The chapters about VMX, section by section: the files that cite the',
    'section, the rows of tables that stand for its rules, and the tests: files of scenario rows, cases of check rows, and tests that',
    'name the section. A section without a file is an introduction, or one whose rules other sections repeat.',
  ];
  for (const { title: chapter, sections } of vmxChapters) {
    lines.push('', `## ${chapter}`, '', '| section | files | rows | tests |', '| --- | --- | --- | --- |');
    for (const title of sections) {
      const files = code.filter(([, text]) => cites(text, title)).map(([path]) => path);
      lines.push(`| ${title} | ${cell(files.join(', '))} | ${cell(rowsOf(title))} | ${cell(testsOf(title, tests))} |`);
    }
  }
  return `${lines.join('\n')}\n`;
}
