import { useT } from '../../../i18n/use-t';
import { plainHex } from '../hex';
import type { AddressCell } from './address-cells';

/** A linear address divided as the walk divides it: each part as wide as it has bits, with its index. */
export function AddressDrawing({ cells }: { readonly cells: readonly AddressCell[] }) {
  const t = useT();
  return (
    <ol className="address-drawing" aria-label={t('paging.split')}>
      {cells.map((cell) => (
        <li key={cell.high} data-kind={cell.kind} data-used={cell.used} style={{ flexGrow: cell.high - cell.low + 1 }}>
          <span className="visually-hidden">{cellWords(t, cell)}</span>
          <span aria-hidden className="address-cell">
            <span>{cell.kind === 'index' ? cell.table : t(`paging.${cell.kind}`)}</span>
            <strong>{cellValue(cell)}</strong>
            <span className="address-bits">{`${cell.high}:${cell.low}`}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}

/** Indices are decimal, as they are counted; the others hexadecimal, as in an address. */
function cellValue({ kind, value }: AddressCell): string {
  return kind === 'index' ? value.toString() : plainHex(value);
}

function cellWords(t: ReturnType<typeof useT>, { kind, table, high, low, value }: AddressCell): string {
  if (kind === 'sign') return t('paging.splitSign', { high, low, next: low - 1 });
  if (kind === 'offset') return t('paging.splitOffset', { high, low, offset: plainHex(value) });
  return t('paging.splitPart', { name: table, high, low, index: value.toString() });
}
