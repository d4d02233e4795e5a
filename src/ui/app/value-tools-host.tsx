import { lazy, Suspense, useEffect, useState } from 'react';

/** A pointer that rests for so long on a value is meant for it. */
const REST_MS = 300;

const ValueTools = lazy(() => import('./value-tools'));

/** What somebody wants with a value on the page. `at` is the place of the pointer, for a menu. */
export interface ValueRequest {
  readonly element: HTMLElement;
  readonly wish: 'look' | 'edit' | 'writer' | 'menu';
  readonly at: { readonly x: number; readonly y: number } | null;
}

/**
 * Listens for what people do with values (elements with `data-value`): pointing and focus show two buttons, double click, F2
 * or Enter edit, W asks who wrote it, the context menu has everything. What answers is fetched when it is first needed.
 */
export function ValueToolsHost() {
  const [request, setRequest] = useState<ValueRequest | null>(null);
  useEffect(() => listenToValues(setRequest), []);
  if (request === null) return null;
  return (
    <Suspense>
      <ValueTools request={request} onRequest={setRequest} />
    </Suspense>
  );
}

type Ask = (change: (now: ValueRequest | null) => ValueRequest | null) => void;

function listenToValues(ask: Ask): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const lookAt = (element: HTMLElement | null) =>
    ask((now) => {
      // An edit or a menu ends by itself.
      if (now !== null && now.wish !== 'look') return now;
      if (element === null) return null;
      return now?.element === element ? now : { element, wish: 'look', at: null };
    });
  const look = (event: Event) => {
    clearTimeout(timer);
    if (event.target instanceof Element && event.target.closest('.value-tools') !== null) return;
    const element = valueAt(event.target);
    if (event.type !== 'pointerover') return lookAt(element);
    // A pointer that only passes shows nothing.
    timer = setTimeout(() => lookAt(element), element === null ? 0 : REST_MS);
  };
  const open = (event: MouseEvent | KeyboardEvent, wish: ValueRequest['wish']) => {
    const element = valueAt(event.target);
    if (element === null) return;
    event.preventDefault();
    const pointed = event instanceof MouseEvent && event.detail !== 0 && (event.clientX > 0 || event.clientY > 0);
    ask(() => ({ element, wish, at: pointed ? { x: event.clientX, y: event.clientY } : null }));
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.target instanceof HTMLInputElement) return;
    if (event.key === 'F2') open(event, 'edit');
    if (event.key.toLowerCase() === 'w') open(event, 'writer');
    if (event.key === 'Enter' && valueAt(event.target)?.dataset.enter !== undefined) open(event, 'edit');
  };
  const forget = () => ask((now) => (now?.wish === 'look' ? null : now));
  const onDouble = (event: MouseEvent) => open(event, 'edit');
  const onMenu = (event: MouseEvent) => open(event, 'menu');
  addEventListener('pointerover', look);
  addEventListener('focusin', look);
  addEventListener('click', look);
  addEventListener('dblclick', onDouble);
  addEventListener('contextmenu', onMenu);
  addEventListener('keydown', onKey);
  addEventListener('scroll', forget, true);
  return () => {
    clearTimeout(timer);
    removeEventListener('pointerover', look);
    removeEventListener('focusin', look);
    removeEventListener('click', look);
    removeEventListener('dblclick', onDouble);
    removeEventListener('contextmenu', onMenu);
    removeEventListener('keydown', onKey);
    removeEventListener('scroll', forget, true);
  };
}

/** The value that an event is about: where it happened, or the cell that a focused grid calls its active one. */
function valueAt(target: EventTarget | null): HTMLElement | null {
  if (!(target instanceof Element)) return null;
  const near = target.closest<HTMLElement>('[data-value]');
  if (near !== null) return near;
  const active = target.getAttribute('aria-activedescendant');
  return active === null ? null : document.getElementById(active);
}
