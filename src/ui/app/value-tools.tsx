import { useEffect } from 'react';
import '../../i18n/travel';
import { useT } from '../../i18n/use-t';
import { askWhoWrote } from '../../stores/actions';
import { parseValue } from '../visuals/pointed-value';
import { targetName } from '../visuals/travel/target-name';
import { ValueButtons } from './value-buttons';
import { ValueEdit } from './value-edit';
import { ValueMenu } from './value-menu';
import type { ValueRequest } from './value-tools-host';

export interface ValueToolsProps {
  readonly request: ValueRequest;
  readonly onRequest: (request: ValueRequest | null) => void;
}

/** What people can do with the value that they point at. */
export default function ValueTools({ request, onRequest }: ValueToolsProps) {
  const t = useT();
  const { element, wish, at } = request;
  const value = parseValue(element.dataset.value ?? '');
  const name = value === null ? '' : targetName(t, value.target);
  useEffect(() => {
    if (value === null) onRequest(null);
    else if (wish === 'writer') {
      onRequest(null);
      void askWhoWrote(value.target);
    }
  });
  if (value === null) return null;
  const wishFor = (next: ValueRequest['wish']) => onRequest({ ...request, wish: next });
  const done = () => {
    onRequest(null);
    focusValue(element);
  };
  switch (wish) {
    case 'look':
      return <ValueButtons element={element} name={name} onWish={wishFor} />;
    case 'menu':
      return <ValueMenu element={element} at={at} value={value} name={name} onWish={wishFor} onClose={done} />;
    case 'edit':
      return <ValueEdit element={element} value={value} name={name} onClose={done} onLeave={() => onRequest(null)} />;
    case 'writer':
      return null;
  }
}

/** The focus goes back to the value, or to the grid or row that it is a part of; its element may be a new one by now. */
function focusValue(element: HTMLElement): void {
  const now = element.isConnected
    ? element
    : document.querySelector<HTMLElement>(`[data-value="${element.dataset.value}"]`);
  const focusable = now?.closest<HTMLElement>('button, summary, [tabindex]');
  focusable?.focus();
}
