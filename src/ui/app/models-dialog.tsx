import '../../i18n/models';
import { useState } from 'react';
import { useT } from '../../i18n/use-t';
import { modelList } from '../../models/model-list.table';
import { setModel } from '../../stores/actions';
import { useSimulator } from '../../stores/simulator-store';
import { useModelFacts } from '../panels/use-model-facts';
import { ModelEntry } from '../visuals/models/model-entry';
import { SegmentedChoice } from '../visuals/segmented-choice';
import { Dialog } from '../widgets/dialog';
import { ModelComparison } from './model-comparison';
import '../visuals/models/models.css';

const VIEWS = ['list', 'compare'] as const;

/** Every processor model in detail, to choose one; and one workload on several of them. */
export default function ModelsDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useT();
  const [view, setView] = useState<(typeof VIEWS)[number]>('list');
  const facts = useModelFacts();
  const model = useSimulator((state) => state.model);
  const use = (id: string) => {
    onClose();
    void setModel(id);
  };
  return (
    <Dialog open wide onClose={onClose} title={t('models.title')}>
      <div className="models-bar">
        <SegmentedChoice
          name={t('models.view')}
          choices={VIEWS.map((id) => ({ id, title: t(`models.views.${id}`) }))}
          value={view}
          onChoose={setView}
        />
      </div>
      {view === 'compare' && <ModelComparison />}
      {view === 'list' && (
        <section aria-label={t('models.list')}>
          {[...modelList].reverse().map((row) => (
            <ModelEntry
              key={row.id}
              row={row}
              facts={facts?.find(({ id }) => id === row.id) ?? null}
              inUse={row.id === model}
              onUse={use}
            />
          ))}
        </section>
      )}
    </Dialog>
  );
}
