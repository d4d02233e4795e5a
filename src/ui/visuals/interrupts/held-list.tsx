import type { Translate } from '../../../i18n/i18n';
import { useT } from '../../../i18n/use-t';
import type { HeldRequest } from '../../../protocol/interrupts-view';
import { RichText } from '../rich-text';
import { lineName } from './line-names.table';
import './waiting-list.css';

/** Requests that a controller or a pin keeps from the processor. */
export function HeldList({ held }: { readonly held: readonly HeldRequest[] }) {
  const t = useT();
  return (
    <ul className="held-list">
      {held.map((request) => (
        <li key={`${request.at}:${request.input}`}>
          <RichText text={heldText(t, request)} />
        </li>
      ))}
    </ul>
  );
}

function heldText(t: Translate, { at, input, by }: HeldRequest): string {
  if (at === 'lint0' || at === 'lint1') return t(`interrupts.held.${at}`);
  const number = input ?? 0;
  if (at === 'io-apic') {
    const words = t(by === 'mask' ? 'interrupts.held.io-apic.mask' : 'interrupts.held.io-apic.remote-irr', {
      input: named(number, lineName('io-apic', number)),
    });
    return words;
  }
  const line = at === 'slave' ? number + 8 : number;
  const reason = by === 'remote-irr' ? 'mask' : by;
  return t(`interrupts.held.pic.${reason}`, { input: named(`IRQ ${line}`, lineName('8259', line)) });
}

const named = (input: number | string, device: string | null): string =>
  device === null ? `${input}` : `${input} (${device})`;
