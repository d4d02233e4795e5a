import { type FormEvent, useRef, useState } from 'react';
import '../../i18n/travel';
import { useT } from '../../i18n/use-t';
import { setBreakpoints } from '../../stores/actions';
import { useSimulator } from '../../stores/simulator-store';
import { BreakpointForm } from '../visuals/breakpoints/breakpoint-form';
import {
  type BreakpointNames,
  fromFormValues,
  toFormValues,
  type WrongMember,
} from '../visuals/breakpoints/breakpoint-form-values';
import { msrNames } from '../visuals/breakpoints/msr-names';
import { problemText } from '../visuals/travel/problem-text';
import { Button } from '../widgets/button';
import { Dialog } from '../widgets/dialog';

/** Makes a breakpoint of any kind, or changes one. What the engine does not accept stays in the form, with its reason. */
export default function BreakpointDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useT();
  const form = useRef<HTMLFormElement>(null);
  const first = useRef<HTMLElement | null>(null);
  const { index, breakpoint } = useSimulator((state) => state.breakpointDraft);
  const [names] = useState(namesNow);
  const [values, setValues] = useState(() => toFormValues(breakpoint, names));
  const [wrong, setWrong] = useState<Wrong | null>(null);

  const save = async (event: FormEvent) => {
    event.preventDefault();
    const result = fromFormValues(values, names);
    if ('wrong' in result) {
      const text = t(`travel.breakpoint.wrong.${result.wrong}`, { text: values[result.wrong] });
      setWrong({ member: result.wrong, text });
      form.current?.querySelector<HTMLElement>(`[data-member="${result.wrong}"] .field`)?.focus();
      return;
    }
    const before = useSimulator.getState().breakpoints;
    const place = index ?? before.length;
    const enabled = before[place]?.enabled;
    const made = enabled === undefined ? result.breakpoint : { ...result.breakpoint, enabled };
    await setBreakpoints([...before.slice(0, place), made, ...before.slice(place + 1)]);
    const problem = useSimulator.getState().breakpointProblems.find((found) => found.breakpoint === place);
    // A line may get an instruction while one writes: the list says meanwhile that it has none.
    if (problem !== undefined && made.kind !== 'line') {
      await setBreakpoints(before);
      setWrong({ member: made.kind === 'vm-exit' ? 'condition' : null, text: problemText(t, problem) });
      return;
    }
    useSimulator.setState({ breakpointsOpen: true });
    onClose();
  };

  const title =
    index === null ? t('travel.breakpoint.newTitle') : t('travel.breakpoint.editTitle', { number: index + 1 });
  return (
    <Dialog open onClose={onClose} title={title} description={t('travel.breakpoint.text')} initialFocus={first}>
      <form
        ref={(element) => {
          form.current = element;
          first.current = element?.querySelector('select') ?? null;
        }}
        noValidate
        onSubmit={(event) => void save(event)}
      >
        <BreakpointForm
          values={values}
          names={names}
          wrong={wrong}
          onChange={(changed) => {
            setValues(changed);
            setWrong(null);
          }}
        />
        <div className="dialog-actions">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" variant="solid">
            {index === null ? t('travel.breakpoint.add') : t('travel.breakpoint.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface Wrong {
  readonly member: WrongMember | 'condition' | null;
  readonly text: string;
}

function namesNow(): BreakpointNames {
  const { files, libraries, symbols, snapshot } = useSimulator.getState();
  return {
    files: [...files, ...libraries].map(({ name }) => name),
    symbols,
    registers: snapshot?.registers ?? null,
    msrs: msrNames(libraries),
  };
}
