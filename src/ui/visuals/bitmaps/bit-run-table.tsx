import { useState } from 'react';
import '../../../i18n/processor';
import { useT } from '../../../i18n/use-t';
import type { BitRun } from '../../../protocol/descriptor-tables';
import { Button } from '../../widgets/button';
import { plainHex } from '../hex';
import { EntryAddress } from '../tables/table-parts';
import '../tables/tables.css';

/** A longer bitmap shows so many runs until somebody asks for all. */
const FEW_RUNS = 8;

export interface BitRunTableProps {
  readonly runs: readonly BitRun[];
  readonly leftOut: number;
  readonly name: string;
  /** What its bits stand for, e.g. "Ports". */
  readonly unit: string;
  /** Number that bit 0 stands for. */
  readonly firstNumber?: number;
  /** Numbers in decimal, as people say those of bits. */
  readonly decimal?: boolean;
  /** What a bit, or its absence, means for what it stands for. */
  readonly meaning: (bit: BitRun['bit']) => string;
  /** Names of what a run stands for, where there are some. */
  readonly names?: (first: number, last: number) => string;
  /** Address of the byte that holds bit 0; null where nobody can go there. */
  readonly address: bigint | null;
  readonly onShow: (address: bigint) => void;
}

/** A bitmap: equal bits that follow one another stand in one row with what they mean. */
export function BitRunTable(props: BitRunTableProps) {
  const { runs, leftOut, name, unit, firstNumber = 0, decimal = false, meaning, names, address, onShow } = props;
  const t = useT();
  const [all, setAll] = useState(false);
  const shown = all ? runs : runs.slice(0, FEW_RUNS);
  return (
    <>
      <table className="descriptor-table" aria-label={name}>
        <thead>
          <tr>
            <th scope="col">{unit}</th>
            <th scope="col">{t('processor.tables.bitmap.bit')}</th>
            <th scope="col">{t('processor.tables.bitmap.meaning')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ first, last, bit }) => {
            const range = rangeText(firstNumber + first, firstNumber + last, decimal ? String : plainHex);
            const named = names?.(firstNumber + first, firstNumber + last) ?? '';
            return (
              <tr key={first}>
                <th scope="row">
                  {address === null ? (
                    range
                  ) : (
                    <EntryAddress address={BigInt.asUintN(64, address + BigInt(first >> 3))} onShow={onShow}>
                      {range}
                    </EntryAddress>
                  )}
                </th>
                <td>{typeof bit === 'number' ? bit : '–'}</td>
                <td>
                  {meaning(bit)}
                  {named !== '' && <span className="descriptor-bits mono">{named}</span>}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {leftOut > 0 && <p className="table-note">{t('processor.tables.leftOut', { count: leftOut })}</p>}
      {runs.length > FEW_RUNS && (
        <p className="table-more">
          <Button onClick={() => setAll(!all)}>
            {all
              ? t('processor.tables.showFew', { count: FEW_RUNS })
              : t('processor.tables.showAll', { count: runs.length })}
          </Button>
        </p>
      )}
    </>
  );
}

/** "0x3f8–0x3ff", or one number alone. */
const rangeText = (first: number, last: number, text: (number: number) => string): string =>
  first === last ? text(first) : `${text(first)}–${text(last)}`;
