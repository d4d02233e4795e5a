import { useEffect, useRef, useState } from 'react';
import { useT } from '../../i18n/use-t';
import { modelList } from '../../models/model-list.table';
import { measureWorkload, stopMeasuring } from '../../stores/model-actions';
import { useSimulator } from '../../stores/simulator-store';
import { modelName } from '../visuals/model-name';
import { type ComparedModel, ComparisonTable } from '../visuals/models/comparison-table';
import { Button } from '../widgets/button';
import { Checkbox } from '../widgets/checkbox';

/** Instructions after which a workload that is not over is left. */
const MAX_INSTRUCTIONS = 20_000_000;

/** Chosen at first, with the model in use: generations that differ most. */
const CHOSEN: readonly string[] = ['merom', 'nehalem', 'haswell', 'skylake-sp', 'everything'];

type Progress = 'idle' | 'running' | 'stopped';

/** One workload on the models that are chosen, one after the other; the column of each appears when it is done. */
export function ModelComparison() {
  const t = useT();
  const current = useSimulator((state) => state.model);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set([...CHOSEN, current]));
  const [compared, setCompared] = useState<readonly ComparedModel[]>([]);
  const [progress, setProgress] = useState<Progress>('idle');
  /** Number of the comparison under way: an older one has nothing more to say. */
  const latest = useRef(0);

  useEffect(
    () => () => {
      if (latest.current === 0) return;
      latest.current = -1;
      void stopMeasuring().catch(() => undefined);
    },
    [],
  );

  const choose = (id: string, on: boolean) =>
    setChosen((before) => {
      const after = new Set(before);
      if (on) after.add(id);
      else after.delete(id);
      return after;
    });

  const run = async () => {
    const number = ++latest.current;
    const isLatest = () => number === latest.current;
    const ids = modelList.map(({ id }) => id).filter((id) => chosen.has(id));
    setCompared(ids.map((id) => ({ id, result: null })));
    setProgress('running');
    for (const id of ids) {
      // A worker that went away is told of by itself; what had been measured stays.
      const result = await measureWorkload(id, MAX_INSTRUCTIONS).catch(() => null);
      if (!isLatest()) return;
      if (result === null) break;
      setCompared((before) => before.map((model) => (model.id === id ? { id, result } : model)));
    }
    setProgress((before) => (before === 'running' ? 'idle' : before));
  };

  const stop = () => {
    latest.current++;
    setProgress('stopped');
    void stopMeasuring().catch(() => undefined);
  };

  const next = compared.find(({ result }) => result === null);
  return (
    <>
      <p>{t('models.compare.text')}</p>
      <fieldset className="comparison-choices">
        <legend>{t('models.compare.choose')}</legend>
        {modelList.map(({ id }) => (
          <Checkbox key={id} checked={chosen.has(id)} onChange={(on) => choose(id, on)}>
            {modelName(t, id)}
          </Checkbox>
        ))}
      </fieldset>
      <div className="comparison-bar">
        {progress === 'running' ? (
          <Button onClick={stop}>{t('models.compare.stop')}</Button>
        ) : (
          <Button variant="solid" disabled={chosen.size === 0} onClick={() => void run()}>
            {t('models.compare.run')}
          </Button>
        )}
        <Button variant="quiet" onClick={() => setChosen(new Set(modelList.map(({ id }) => id)))}>
          {t('models.compare.all')}
        </Button>
        <Button variant="quiet" onClick={() => setChosen(new Set())}>
          {t('models.compare.none')}
        </Button>
        <p role="status">
          {progress === 'running' &&
            next !== undefined &&
            t('models.compare.running', { model: modelName(t, next.id) })}
          {progress === 'stopped' && t('models.compare.stopped')}
        </p>
      </div>
      {compared.length > 0 && (
        <>
          <p className="comparison-note">{t('models.compare.legend')}</p>
          <ComparisonTable models={compared} maxInstructions={MAX_INSTRUCTIONS} />
        </>
      )}
    </>
  );
}
