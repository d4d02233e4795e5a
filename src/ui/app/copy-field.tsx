import { Check, Copy } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { useT } from '../../i18n/use-t';
import { Button } from '../widgets/button';

export interface CopyFieldProps {
  readonly label: string;
  /** What the field holds; null while it is being made. */
  readonly text: string | null;
  readonly placeholder: string;
  /** Name of the button. */
  readonly copy: string;
  readonly main?: boolean;
}

/** A text to take away, with a button that copies it. */
export function CopyField({ label, text, placeholder, copy, main = false }: CopyFieldProps) {
  const t = useT();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [state, setState] = useState<'waiting' | 'copied' | 'by-hand'>('waiting');
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text has not been copied yet.
  useEffect(() => setState('waiting'), [text]);

  const take = async () => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(text ?? '');
      setState('copied');
    } catch {
      setState('by-hand');
    }
  };

  return (
    <div className="copy-field">
      <label className="share-label" htmlFor={id}>
        {label}
      </label>
      <div className="share-row">
        <input
          ref={field}
          id={id}
          className="field mono"
          readOnly
          value={text ?? placeholder}
          onFocus={(event) => event.target.select()}
        />
        <Button
          variant={main ? 'solid' : 'plain'}
          icon={state === 'copied' ? <Check /> : <Copy />}
          disabled={text === null}
          onClick={() => void take()}
        >
          {state === 'copied' ? t('share.copied') : copy}
        </Button>
      </div>
      <p className="share-note" role="status">
        {state === 'by-hand' && t('share.copyByHand')}
      </p>
    </div>
  );
}
