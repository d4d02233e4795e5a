/**
 * The arrows of the design: which folder may import which. `npm run check` and tests/architecture hold them.
 * Tables (`*.table.ts`) and pure types are facts; they may be imported from anywhere that may import their folder's facts.
 */
const TABLES = '\\.table\\.ts$';

/** Builds a rule: files under `from` may import only what matches one of `to` (and npm packages, and their own folder). */
const only = (name, from, to, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: `^src/${from}` },
  to: { path: '^src/', pathNot: [`^src/${from}`, ...to] },
});

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'A cycle has no first file to read. Cycles of types alone are harmless.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\?raw$|^virtual:|^monaco-editor/|^mdx/types$' },
    },
    only('base-imports-nothing', 'base/', [], 'base holds domain-free helpers'),
    only('sdm-imports-nothing', 'sdm/', [], 'sdm names the edition'),
    {
      name: 'tables-import-tables',
      severity: 'error',
      comment: 'A table states facts; it imports other facts, the row helpers of its own folder, and types.',
      from: { path: '^(src/.+/)[^/]+\\.table\\.ts$' },
      to: { path: '^src/', pathNot: [TABLES, '^$1', '^src/sdm/', '^src/base/'], dependencyTypesNot: ['type-only'] },
    },
    only('cpu-knows-no-vmx', 'cpu/', ['^src/base/', '^src/sdm/'], 'cpu calls ports; it never imports vmx'),
    only(
      'asm-imports-isa-tables',
      'asm/',
      ['^src/base/', '^src/sdm/', '^src/cpu/isa/.*\\.table\\.ts$'],
      'the assembler knows instruction facts, not the processor',
    ),
    only('vmx-imports-cpu', 'vmx/', ['^src/cpu/', '^src/base/', '^src/sdm/'], 'vmx plugs into cpu'),
    only(
      'models-import-tables',
      'models/',
      ['^src/cpu/', '^src/vmx/', '^src/base/', '^src/sdm/'],
      'a model is a set of rows',
    ),
    only(
      'machine-joins',
      'machine/',
      ['^src/(cpu|vmx|models|base|sdm)/', '^src/asm/program\\.ts$'],
      'the board joins processor, VMX and devices',
    ),
    only(
      'recorder-imports-machine',
      'recorder/',
      ['^src/(machine|cpu|vmx|base|sdm|protocol)/'],
      'time travel wraps the machine',
    ),
    only(
      'comparison-runs-machines',
      'comparison/',
      ['^src/(recorder|machine|cpu|vmx|models|base|sdm)/'],
      'a workload is measured on a machine that somebody else has booted',
    ),
    only(
      'lessons-are-data',
      'lessons/',
      [TABLES, '^src/asm/program\\.ts$', '^src/vmx/explain/transition\\.ts$'],
      'exercises and lessons are facts, texts and the checks of what comes from outside',
    ),
    only(
      'grading-judges-machines',
      'grading/',
      ['^src/(lessons|machine|cpu|vmx|models|asm|base|sdm|protocol)/'],
      'grading runs a machine and looks at it; assembling is handed to it',
    ),
    {
      name: 'protocol-is-types',
      severity: 'error',
      comment: 'The contract between page and engine holds types only.',
      from: { path: '^src/protocol/' },
      to: { path: '^src/', pathNot: '^src/protocol/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'page-never-imports-the-engine',
      severity: 'error',
      comment: 'client, stores and ui code to the protocol and read tables; the engine lives in the worker.',
      from: { path: '^src/(client|stores|ui|i18n|share)/' },
      to: {
        path: '^src/(asm|cpu|vmx|models|machine|recorder|worker|cli)/',
        pathNot: [TABLES, '^src/worker/simulator\\.worker\\.ts$', '^src/vmx/vmcs/vmcs-(region|field-encoding)\\.ts$'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'panels-never-import-panels',
      severity: 'error',
      comment: 'A panel stands by itself; what panels share lies beside them or in visuals.',
      from: { path: '^src/ui/panels/[^/]+-panel\\.tsx$' },
      to: { path: '^src/ui/panels/[^/]+-panel\\.tsx$' },
    },
    {
      name: 'visuals-and-widgets-take-props',
      severity: 'error',
      from: { path: '^src/ui/(visuals|widgets)/' },
      to: { path: '^src/(stores|client)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(node_modules|dist)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.json'] },
  },
};
