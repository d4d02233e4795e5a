import { type FormEvent, useLayoutEffect, useRef, useState } from 'react';
import { useT } from '../../i18n/use-t';
import type { HandEdit, WriteTarget } from '../../protocol/commands';
import { edit } from '../../stores/actions';
import { useSimulator } from '../../stores/simulator-store';
import { notify } from '../../stores/view-actions';
import type { PointedValue } from '../visuals/pointed-value';
import { parseEdit } from '../visuals/travel/parse-edit';
import { problemText } from '../visuals/travel/problem-text';
import { digitsOf, shownValue } from './shown-value';
import './value-tools.css';

export interface ValueEditProps {
  readonly element: HTMLElement;
  readonly value: PointedValue;
  readonly name: string;
  /** Done or cancelled: the focus goes back to the value. */
  readonly onClose: () => void;
  /** The focus went elsewhere: nothing is changed. */
  readonly onLeave: () => void;
}

const MARGIN = 8;

/** A field over the value itself. Enter changes the machine, Escape cancels; what cannot be is said below it. */
export function ValueEdit({ element, value, name, onClose, onLeave }: ValueEditProps) {
  const t = useT();
  const field = useRef<HTMLInputElement>(null);
  const frame = useRef<HTMLFormElement>(null);
  const [text, setText] = useState(() =>
    shownValue(element)
      .toString(16)
      .padStart(value.bits === 8 ? 2 : 1, '0'),
  );
  const [wrong, setWrong] = useState<string | null>(null);
  const dropped = useSimulator((state) =>
    state.snapshot === null ? 0 : state.snapshot.furthest - state.snapshot.position,
  );
  const { target, bits } = value;

  useLayoutEffect(() => {
    const box = digitsOf(element).getBoundingClientRect();
    const form = frame.current;
    if (form === null) return;
    form.style.minWidth = `${Math.max(box.width + 2 * MARGIN, 72)}px`;
    const left = Math.min(box.left - MARGIN, innerWidth - form.offsetWidth - MARGIN);
    form.style.left = `${Math.max(MARGIN, left)}px`;
    form.style.top = `${Math.max(MARGIN, Math.min(box.top - 4, innerHeight - form.offsetHeight - MARGIN))}px`;
    field.current?.select();
    field.current?.focus();
  }, [element]);

  const apply = async (event: FormEvent) => {
    event.preventDefault();
    const parsed = parseEdit(text, bits);
    if ('wrong' in parsed) {
      setWrong(t(`travel.value.${parsed.wrong}`, { bits, digits: bits / 4 }));
      return;
    }
    const problem = await edit(toEdit(target, parsed.value, parsed.bytes));
    if (problem !== null) {
      setWrong(problemText(t, problem));
      return;
    }
    onClose();
    if (dropped > 0) notify(t('travel.value.dropped', { count: dropped }));
  };

  return (
    <form
      ref={frame}
      className="value-tools value-edit"
      aria-label={t('travel.value.editLabel', { name })}
      noValidate
      onSubmit={(event) => void apply(event)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      <input
        ref={field}
        className="field mono"
        aria-label={t('travel.value.editLabel', { name })}
        aria-invalid={wrong !== null}
        aria-describedby="value-edit-note"
        autoComplete="off"
        spellCheck={false}
        value={text}
        onBlur={onLeave}
        onChange={(event) => {
          setText(event.target.value);
          setWrong(null);
        }}
      />
      <p id="value-edit-note" className={wrong === null ? 'value-note' : 'value-note wrong'} aria-live="polite">
        {wrong ?? (dropped > 0 ? t('travel.value.drops', { count: dropped }) : t('travel.value.keys'))}
        {wrong === null && target.kind === 'memory' && ` ${t('travel.value.bytesToo')}`}
      </p>
    </form>
  );
}

function toEdit(target: WriteTarget, value: bigint, bytes: readonly number[]): HandEdit {
  return target.kind === 'memory' ? { ...target, bytes } : { ...target, value };
}
