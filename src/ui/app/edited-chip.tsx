import { Pencil } from 'lucide-react';
import { useT } from '../../i18n/use-t';
import { run } from '../../stores/actions';
import { selectHasErrors, selectProgramEdited } from '../../stores/selectors';
import { useSimulator } from '../../stores/simulator-store';
import { Button } from '../widgets/button';
import { Hint } from '../widgets/hint';

/** Says that the editor is ahead of the machine, and offers to start with what it holds. */
export function EditedChip() {
  const t = useT();
  const edited = useSimulator(selectProgramEdited);
  const errors = useSimulator(selectHasErrors);
  if (!edited) return null;
  return (
    <Hint text={t(errors ? 'app.edited.errorHint' : 'app.edited.hint')}>
      <Button
        className="edited"
        icon={<Pencil />}
        aria-disabled={errors}
        onClick={() => (errors ? undefined : void run({ kind: 'restart' }))}
      >
        {errors ? t('app.edited.chip') : `${t('app.edited.chip')} · ${t('app.edited.restart')}`}
      </Button>
    </Hint>
  );
}
