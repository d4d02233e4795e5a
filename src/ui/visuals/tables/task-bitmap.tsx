import { useState } from 'react';
import { useT } from '../../../i18n/use-t';
import type { BitmapView, BitRun } from '../../../protocol/descriptor-tables';
import { Button } from '../../widgets/button';
import { plainHex } from '../hex';
import { EntryAddress } from './table-parts';

/** A longer bitmap shows so many runs until somebody asks for all. */
const FEW_RUNS = 8;

export interface TaskBitmapProps {
  readonly bitmap: BitmapView;
  /** Linear address of the TSS. */
  readonly base: bigint;
  readonly name: string;
  /** What its bits stand for, e.g. "Ports". */
  readonly unit: string;
  /** What a bit, or its absence, means for what it stands for. */
  readonly meaning: (bit: BitRun['bit']) => string;
  readonly onShow: (address: bigint) => void;
}

/** A bitmap of the TSS: equal bits that follow one another stand in one row with what they mean. */
export function TaskBitmap({ bitmap: { offset, runs, leftOut }, base, name, unit, meaning, onShow }: TaskBitmapProps) {
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
          {shown.map(({ first, last, bit }) => (
            <tr key={first}>
              <th scope="row">
                {offset === null ? (
                  rangeText(first, last)
                ) : (
                  <EntryAddress address={BigInt.asUintN(64, base + BigInt(offset + (first >> 3)))} onShow={onShow}>
                    {rangeText(first, last)}
                  </EntryAddress>
                )}
              </th>
              <td>{typeof bit === 'number' ? bit : '–'}</td>
              <td>{meaning(bit)}</td>
            </tr>
          ))}
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
const rangeText = (first: number, last: number): string =>
  first === last ? plainHex(first) : `${plainHex(first)}–${plainHex(last)}`;
