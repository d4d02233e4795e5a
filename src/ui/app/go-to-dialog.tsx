import { type FormEvent, useRef, useState } from 'react';
import '../../i18n/travel';
import { useT } from '../../i18n/use-t';
import { run } from '../../stores/actions';
import { useSimulator } from '../../stores/simulator-store';
import { Button } from '../widgets/button';
import { Dialog } from '../widgets/dialog';
import './dialog-row.css';

/** Asks for the number of an instruction and goes to the instant at which so many have been begun. */
export default function GoToDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useT();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(() => String(useSimulator.getState().snapshot?.instructions ?? 0));
  const [wrong, setWrong] = useState(false);
  const go = (event: FormEvent) => {
    event.preventDefault();
    const digits = text.replaceAll(/[\s,_\u202f]/g, '');
    if (!/^\d{1,15}$/.test(digits)) return setWrong(true);
    onClose();
    void run({ kind: 'go-to-instruction', instruction: Number(digits) });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('travel.goTo.title')}
      description={t('travel.goTo.text')}
      initialFocus={field}
    >
      <form noValidate onSubmit={go}>
        <label className="dialog-label" htmlFor="go-to-number">
          {t('travel.goTo.number')}
        </label>
        <div className="dialog-row">
          <input
            ref={field}
            id="go-to-number"
            className="field mono"
            inputMode="numeric"
            autoComplete="off"
            value={text}
            aria-invalid={wrong}
            aria-describedby={wrong ? 'go-to-wrong' : undefined}
            onFocus={(event) => event.target.select()}
            onChange={(event) => {
              setText(event.target.value);
              setWrong(false);
            }}
          />
          <Button type="submit" variant="solid">
            {t('travel.goTo.go')}
          </Button>
        </div>
        {wrong && (
          <p id="go-to-wrong" className="dialog-wrong" role="alert">
            {t('travel.goTo.wrong')}
          </p>
        )}
      </form>
    </Dialog>
  );
}
