import { ChevronRight } from 'lucide-react';
import { bitText, controlMeaning, featureName, withMeaning } from '../../../i18n/facts';
import type { Translate } from '../../../i18n/i18n';
import { useT } from '../../../i18n/use-t';
import { cpuidFeatures } from '../../../models/cpuid-features.table';
import type { modelList } from '../../../models/model-list.table';
import type { ModelFacts, NotModelled } from '../../../protocol/model-facts';
import { eptVpidLayout, vmFunctionLayout } from '../../../vmx/capabilities/capability-layouts.table';
import { type EptVpidCapability, eptVpidCapabilities } from '../../../vmx/capabilities/ept-vpid-capabilities.table';
import { type VmFunction, vmFunctions } from '../../../vmx/capabilities/vm-functions.table';
import { controlRow, controlWords } from '../../../vmx/controls/control-words.table';
import { profileCertainty, transitionCosts } from '../../../vmx/transition-cost.table';
import { Button } from '../../widgets/button';
import { groupDecimal } from '../hex';
import { modelName } from '../model-name';

export type ModelRow = (typeof modelList)[number];

export interface ModelEntryProps {
  readonly row: ModelRow;
  /** Null until the worker has said what it knows of the model. */
  readonly facts: ModelFacts | null;
  readonly inUse: boolean;
  readonly onUse: (id: string) => void;
}

/** One model of the list; opened, its costs with their certainty, what it lacks of its processor, and its sources. */
export function ModelEntry({ row, facts, inUse, onUse }: ModelEntryProps) {
  const t = useT();
  const { id, year, costs } = row;
  const certainty = profileCertainty(costs);
  return (
    <details className="model-entry" data-model={id} data-in-use={inUse}>
      <summary>
        <ChevronRight className="model-chevron" aria-hidden="true" />
        <span className="model-head">
          <span className="model-name">{modelName(t, id)}</span>
          {id !== 'everything' && <span className="model-year">{year}</span>}
          {inUse && <strong className="model-in-use">{t('models.inUse')}</strong>}
        </span>
        <span className="model-line">
          {id === 'everything' ? t('app.models.everythingDetail') : t(`app.models.generations.${id}`)}
        </span>
        <span className="model-line">
          {id === 'everything' ? t('models.certaintyOfEverything') : t(`models.certainty.${certainty}`)}
        </span>
      </summary>
      <div className="model-details">
        <p className="model-use">
          <Button variant="solid" disabled={inUse} onClick={() => onUse(id)}>
            {t(inUse ? 'models.inUse' : 'models.use')}
          </Button>
          {!inUse && <span>{t('models.useNote')}</span>}
        </p>
        <h3>{t('models.missing')}</h3>
        {facts !== null && <Missing facts={facts} />}
        <h3>{t('models.costs')}</h3>
        <Costs profile={costs} />
        {facts !== null && (
          <>
            <h3>{t('models.source')}</h3>
            <p className="model-source" lang="en">
              {facts.source}
            </p>
          </>
        )}
      </div>
    </details>
  );
}

function Missing({ facts: { notModelled } }: { readonly facts: ModelFacts }) {
  const t = useT();
  if (notModelled === null) return <p>{t('models.nobody')}</p>;
  const lists = missingLists(t, notModelled).filter(({ names }) => names.length > 0);
  if (lists.length === 0 && notModelled.cpuid.length === 0) return <p>{t('models.missingNone')}</p>;
  return (
    <dl className="model-missing">
      {lists.map(({ title, names }) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd>
            {names.map((name) => (
              <span key={name} className="model-missing-name">
                {name}
              </span>
            ))}
          </dd>
        </div>
      ))}
      {notModelled.cpuid.length > 0 && (
        <div>
          <dt>{t('models.missingCpuid')}</dt>
          <dd>
            {notModelled.cpuid.map((id) => (
              <Feature key={id} id={id} />
            ))}
          </dd>
        </div>
      )}
    </dl>
  );
}

const bare = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** A feature by its name, and beside it the id by which the tables say it where that is another word. */
function Feature({ id }: { readonly id: string }) {
  const name = featureName(id, cpuidFeatures.find((feature) => feature.id === id)?.name ?? id);
  return (
    <span className="model-missing-name">
      {name}
      {bare(name) !== bare(id) && <code>{id}</code>}
    </span>
  );
}

function missingLists(t: Translate, { controls, ept, functions }: NotModelled) {
  return [
    ...controlWords.map(({ word }) => ({
      title: t(`panels.word.${word}`),
      names: controls
        .filter((control) => control.word === word)
        .map(({ id }) => {
          const row = controlRow(word, id);
          return withMeaning(row.name, controlMeaning(row));
        }),
    })),
    {
      title: t('models.missingEpt'),
      names: ept.map((id) => layoutName(eptVpidLayout, eptVpidCapabilities[id as EptVpidCapability])),
    },
    {
      title: t('models.missingFunctions'),
      names: functions.map((id) => layoutName(vmFunctionLayout, vmFunctions[id as VmFunction])),
    },
  ];
}

const layoutName = (layout: typeof eptVpidLayout, bit: number): string =>
  bitText(layout.find(({ low }) => low === bit)?.name ?? '');

function Costs({ profile }: { readonly profile: ModelRow['costs'] }) {
  const t = useT();
  return (
    <table className="model-costs" aria-label={t('models.costs')}>
      <tbody>
        {transitionCosts[profile].map(({ measure, cycles, certainty }) => (
          <tr key={measure}>
            <th scope="row">{t(`models.measure.${measure}`)}</th>
            <td>{groupDecimal(cycles)}</td>
            <td>{t(`models.certaintyShort.${certainty}`)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
