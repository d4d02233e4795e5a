import type { Translate } from '../../../i18n/i18n';
import { useT } from '../../../i18n/use-t';
import type { InterruptsView } from '../../../protocol/interrupts-view';
import { groupDecimal } from '../hex';
import { bitNumbers, byteText } from './vector-text';
import './controller-table.css';

const CHIPS = ['master', 'slave'] as const;
const PIT_MODES = ['0', '1', '2', '3', '4', '5'] as const;

/** The two 8259A: a number for each input that is requested, in service, masked. */
export function PicTable({ pic }: { readonly pic: InterruptsView['pic'] }) {
  const t = useT();
  return (
    <table className="controller-table" aria-label={t('interrupts.pic.title')}>
      <thead>
        <tr>
          <th scope="col">{t('interrupts.pic.chip')}</th>
          <th scope="col">{t('interrupts.pic.vectors')}</th>
          <th scope="col">{t('interrupts.pic.requested')}</th>
          <th scope="col">{t('interrupts.pic.inService')}</th>
          <th scope="col">{t('interrupts.pic.mask')}</th>
        </tr>
      </thead>
      <tbody>
        {CHIPS.map((chip) => {
          const { base, requests, inService, mask } = pic[chip];
          const inputs = (bits: number) => bitNumbers(bits, chip === 'slave' ? 8 : 0).join(' ') || '–';
          return (
            <tr key={chip}>
              <th scope="row">{t(`interrupts.pic.${chip}`)}</th>
              <td>{`${byteText(base)}–${byteText(base + 7)}`}</td>
              <td>{inputs(requests)}</td>
              <td>{inputs(inService)}</td>
              <td className="controller-inputs">{inputs(mask)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** Name of a counter mode as the datasheet of the 8254 has it. */
const pitModeName = (t: Translate, mode: number): string => t(`interrupts.pit.modes.${PIT_MODES[mode] ?? '0'}`);

/** The counters of the 8254 at this moment. */
export function PitTable({ pit }: { readonly pit: InterruptsView['pit'] }) {
  const t = useT();
  const counters = pit.map((counter, number) => ({ ...counter, number }));
  return (
    <table className="controller-table" aria-label={t('interrupts.pit.title')}>
      <thead>
        <tr>
          <th scope="col">{t('interrupts.pit.counter')}</th>
          <th scope="col">{t('interrupts.pit.mode')}</th>
          <th scope="col">{t('interrupts.pit.reload')}</th>
          <th scope="col">{t('interrupts.pit.count')}</th>
          <th scope="col">{t('interrupts.pit.output')}</th>
        </tr>
      </thead>
      <tbody>
        {counters.map(({ number, mode, reload, count, counting, output }) => (
          <tr key={number} data-masked={!counting}>
            <th scope="row">{number}</th>
            <td>{t('interrupts.pit.numbered', { mode, name: pitModeName(t, mode) })}</td>
            <td>{groupDecimal(reload)}</td>
            <td>{counting ? groupDecimal(count) : t('interrupts.pit.stopped')}</td>
            <td>{t(output ? 'interrupts.pit.high' : 'interrupts.pit.low')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
