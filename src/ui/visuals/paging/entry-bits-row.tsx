import type { ReactNode } from 'react';
import { useT } from '../../../i18n/use-t';
import { plainHex } from '../hex';
import type { EntryBit } from './entry-bits';

export interface EntryBitsProps {
  readonly bits: readonly EntryBit[];
  /** Reserved bits that are set; 0 when there are none. */
  readonly reserved?: bigint;
  readonly children?: ReactNode;
}

/** Bits of an entry by their short names, each with its value; the one that decided is marked. */
export function EntryBits({ bits, reserved = 0n, children }: EntryBitsProps) {
  const t = useT();
  return (
    <p className="entry-bits">
      {bits.map(({ name, value, decides }) => (
        <span
          key={name}
          className="entry-bit"
          data-zero={value === 0}
          data-decides={decides}
          title={t(`paging.bits.${name}`)}
        >
          {name === 'key' ? t('paging.key') : name} <b>{value}</b>
        </span>
      ))}
      {reserved !== 0n && (
        <span className="entry-bit" data-decides title={t('paging.bits.reserved')}>
          {t('paging.reserved')} <b>{plainHex(reserved)}</b>
        </span>
      )}
      {children}
    </p>
  );
}
