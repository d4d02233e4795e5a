import { diagnosticMessage, exitReasonName } from '../../../i18n/facts';
import type { Translate } from '../../../i18n/i18n';
import { useT } from '../../../i18n/use-t';
import { modelList } from '../../../models/model-list.table';
import type { WorkloadResult } from '../../../protocol/comparison';
import { profileCertainty } from '../../../vmx/transition-cost.table';
import { exitClassOf } from '../exit-class';
import { ExitMark } from '../exit-mark';
import { groupDecimal, plainHex } from '../hex';
import { shortModelName } from '../model-name';
import { stopText } from '../stop-text';

/** What a model made of the workload; null while it has not run yet. */
export interface ComparedModel {
  readonly id: string;
  readonly result: WorkloadResult | null;
}

export interface ComparisonTableProps {
  readonly models: readonly ComparedModel[];
  readonly maxInstructions: number;
}

type Run = Extract<WorkloadResult, { kind: 'run' }>;

/** Exit reasons down, models across: how often and at what cost; then the whole run, how certain its costs are, its end, and what it wrote last. */
export function ComparisonTable({ models, maxInstructions }: ComparisonTableProps) {
  const t = useT();
  const runs = models.flatMap(({ result }) => (result?.kind === 'run' ? [result] : []));
  const reasons = [...new Set(runs.flatMap(({ exits }) => exits.map(({ reason }) => reason)))].sort((a, b) => a - b);
  const row = (name: string, cell: (run: Run) => string) => (
    <tr>
      <th scope="row">{name}</th>
      {models.map(({ id, result }) => (
        <td key={id}>{result?.kind === 'run' ? cell(result) : ''}</td>
      ))}
    </tr>
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than its place scrolls by keyboard, too.
    <section className="comparison-scroll" tabIndex={0} aria-label={t('models.compare.table')}>
      <table className="comparison" aria-label={t('models.compare.table')}>
        <thead>
          <tr>
            <th scope="col">{t('models.compare.reason')}</th>
            {models.map(({ id }) => (
              <th key={id} scope="col">
                {id === 'everything' ? t('app.models.everything') : shortModelName(id)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {reasons.map((reason) => (
            <tr key={reason}>
              <th scope="row">
                <ExitMark kind={exitClassOf(reason)} /> {exitReasonName(reason)}
              </th>
              {models.map(({ id, result }) => (
                <td key={id}>{result?.kind === 'run' && <Exits total={totalOf(result, reason)} />}</td>
              ))}
            </tr>
          ))}
          <tr className="comparison-sum">
            <th scope="row">{t('models.compare.allExits')}</th>
            {models.map(({ id, result }) => (
              <td key={id}>{result?.kind === 'run' && <Exits total={sumOf(result)} />}</td>
            ))}
          </tr>
          {row(t('models.compare.instructions'), ({ instructions }) => groupDecimal(instructions))}
          {row(t('models.compare.cycles'), ({ cycles }) => groupDecimal(cycles))}
          <tr>
            <th scope="row">{t('models.compare.costs')}</th>
            {models.map(({ id }) => (
              <td key={id}>{t(`models.certaintyShort.${certaintyOf(id)}`)}</td>
            ))}
          </tr>
          <tr>
            <th scope="row">{t('models.compare.end')}</th>
            {models.map(({ id, result }) => (
              <td key={id} className="comparison-end" data-problem={isProblem(result)}>
                {result !== null && endText(t, result, maxInstructions)}
              </td>
            ))}
          </tr>
          {runs.some(({ lastLine }) => lastLine !== '') && (
            <tr>
              <th scope="row">{t('models.compare.lastLine')}</th>
              {models.map(({ id, result }) => (
                <td key={id} className="comparison-end mono">
                  {result?.kind === 'run' && result.lastLine}
                </td>
              ))}
            </tr>
          )}
        </tbody>
      </table>
    </section>
  );
}

interface Total {
  readonly count: number;
  readonly cycles: number;
}

/** "3" above "2 913": how often, and what it cost. */
function Exits({ total }: { readonly total: Total }) {
  const t = useT();
  if (total.count === 0) return <span className="dim">–</span>;
  return (
    <>
      {groupDecimal(total.count)}
      <span className="visually-hidden"> {t('models.compare.exits')}, </span>
      <span className="comparison-cycles">{groupDecimal(total.cycles)}</span>
    </>
  );
}

const totalOf = ({ exits }: Run, reason: number): Total =>
  exits.find((total) => total.reason === reason) ?? { count: 0, cycles: 0 };

const sumOf = ({ exits }: Run): Total =>
  exits.reduce((sum, { count, cycles }) => ({ count: sum.count + count, cycles: sum.cycles + cycles }), {
    count: 0,
    cycles: 0,
  });

function certaintyOf(id: string) {
  const row = modelList.find((model) => model.id === id);
  return profileCertainty(row?.costs ?? 'broadwell');
}

const WANTED_ENDS: ReadonlySet<string> = new Set(['halted', 'wait-for-sipi', 'debug-exit']);

const isProblem = (result: WorkloadResult | null): boolean =>
  result !== null && (result.kind === 'not-run' || result.stop === null || !WANTED_ENDS.has(result.stop.kind));

/** How a run ended; for an end that the workload did not want, with where that was. */
function endText(t: Translate, result: WorkloadResult, maxInstructions: number): string {
  if (result.kind === 'not-run') return `${t('models.compare.notRun')}: ${diagnosticMessage(result.problem)}`;
  const { stop, place } = result;
  const source = place.source?.invokedAt ?? place.source;
  const at = source === null ? (place.symbol ?? plainHex(place.rip)) : `${source.file}:${source.line}`;
  if (stop === null) {
    const limit = t('models.compare.limit', { instructions: groupDecimal(maxInstructions) });
    return `${limit}, ${t('models.compare.at', { place: at })}`;
  }
  // The handler of the lab stands elsewhere than the exception that it reports.
  if (WANTED_ENDS.has(stop.kind) || stop.kind === 'lab-exception') return stopText(t, stop);
  return `${stopText(t, stop)}, ${t('models.compare.at', { place: at })}`;
}
