import { fieldMeaning, withMeaning } from '../../../i18n/facts';
import { useT } from '../../../i18n/use-t';
import type { BitmapsView, EptpListView, VmcsBitmap } from '../../../protocol/bitmaps';
import type { BitRun } from '../../../protocol/descriptor-tables';
import type { ControlNeed } from '../../../vmx/controls/control';
import { controlRow } from '../../../vmx/controls/control-words.table';
import { bitmapIds, eptpList, vmcsBitmaps } from '../../../vmx/vmcs/vmcs-bitmaps.table';
import type { VmcsFieldId } from '../../../vmx/vmcs/vmcs-field-list.table';
import { vmcsField } from '../../../vmx/vmcs/vmcs-fields.table';
import type { MsrName } from '../breakpoints/msr-names';
import { plainHex } from '../hex';
import { HexValue } from '../hex-value';
import { RichText } from '../rich-text';
import { ManualSection } from '../why/manual-section';
import { BitRunTable } from './bit-run-table';
import { rangeNames } from './named-numbers';
import './vmcs-bitmaps.css';

export interface VmcsBitmapsProps {
  readonly view: BitmapsView;
  /** The MSRs that have names. */
  readonly msrs: readonly MsrName[];
  /** Opens a physical address in the Memory panel. */
  readonly onShow: (address: bigint) => void;
}

/** Every bitmap of a VMCS as runs of equal bits with what they mean, the EPTP list, and which bitmaps the processor lacks. */
export function VmcsBitmaps({ view, msrs, onShow }: VmcsBitmapsProps) {
  return (
    <div className="vmcs-bitmaps">
      {view.bitmaps.map((bitmap, n) => {
        if (bitmap.used) {
          return <Bitmap key={bitmap.id} bitmap={bitmap} pageFaults={view.pageFaults} msrs={msrs} onShow={onShow} />;
        }
        // One sentence says of all bitmaps of a control that nobody looks at them.
        const { control } = vmcsBitmaps[bitmap.id];
        const before = view.bitmaps[n - 1];
        if (before !== undefined && vmcsBitmaps[before.id].control?.id === control?.id) return null;
        return control !== null && <Unused key={bitmap.id} id={bitmap.id} control={control} />;
      })}
      {view.eptpList !== null && <EptpList list={view.eptpList} onShow={onShow} />}
      <Absent view={view} />
    </div>
  );
}

/** Those whose numbers are read as numbers of bits. */
const DECIMAL: ReadonlySet<string> = new Set(['exceptions', 'xss-exiting']);

interface BitmapProps extends Omit<VmcsBitmapsProps, 'view'> {
  readonly bitmap: VmcsBitmap;
  readonly pageFaults: BitmapsView['pageFaults'];
}

interface UnusedProps {
  /** The first bitmap of the control. */
  readonly id: VmcsBitmap['id'];
  readonly control: NonNullable<(typeof vmcsBitmaps)[VmcsBitmap['id']]['control']>;
}

function Unused({ id, control }: UnusedProps) {
  const t = useT();
  const title = t(`vmcsViews.bitmaps.ofControl.${control.id}`);
  return (
    <section aria-label={title} data-used="false" data-bitmap={id}>
      <h2>{title}</h2>
      <p className="table-note bitmap-unused">
        {t(`vmcsViews.bitmaps.unused.${control.id}`, { control: quoted(control) })}{' '}
        <ManualSection title={vmcsBitmaps[id].sdm} />
      </p>
    </section>
  );
}

function Bitmap({ bitmap, pageFaults, msrs, onShow }: BitmapProps) {
  const t = useT();
  const { id, address, runs, leftOut } = bitmap;
  const { sdm, firstNumber } = vmcsBitmaps[id];
  const title = t(`vmcsViews.bitmaps.title.${id}`);
  const values = { mask: plainHex(pageFaults.mask), match: plainHex(pageFaults.match) };
  const meaning = (bit: BitRun['bit']): string =>
    typeof bit === 'number'
      ? t(`vmcsViews.bitmaps.says.${id}.${bit === 1 ? 'one' : 'zero'}`)
      : t('vmcsViews.bitmaps.unmapped');
  return (
    <section aria-label={title} data-used="true" data-bitmap={id}>
      <h2>{title}</h2>
      <p className="table-note">
        <RichText
          text={
            address === null ? t('vmcsViews.bitmaps.inVmcs') : t('vmcsViews.bitmaps.at', { address: plainHex(address) })
          }
        />
        {' · '}
        <ManualSection title={sdm} />
      </p>
      <p className="table-note">
        <RichText text={t(`vmcsViews.bitmaps.note.${id}`, values)} />
      </p>
      <BitRunTable
        runs={runs}
        leftOut={leftOut}
        name={title}
        unit={t(`vmcsViews.bitmaps.unit.${id}`)}
        firstNumber={firstNumber}
        decimal={DECIMAL.has(id)}
        meaning={meaning}
        names={rangeNames(t, id, msrs)}
        address={address}
        onShow={onShow}
      />
    </section>
  );
}

function EptpList({ list: { used, address, entries }, onShow }: { list: EptpListView; onShow: (at: bigint) => void }) {
  const t = useT();
  const title = t('vmcsViews.bitmaps.eptpList');
  return (
    <section aria-label={title} data-used={used} data-bitmap="eptp-list">
      <h2>{title}</h2>
      {used ? (
        <>
          <p className="table-note">
            <RichText text={t('vmcsViews.bitmaps.at', { address: plainHex(address) })} />
            {' · '}
            <ManualSection title={eptpList.sdm} />
          </p>
          <p className="table-note">{t('vmcsViews.bitmaps.eptpNote')}</p>
        </>
      ) : (
        <p className="table-note bitmap-unused">
          {t('vmcsViews.bitmaps.unused.enable-vm-functions', {
            control: quoted(eptpList.control),
          })}{' '}
          <ManualSection title={eptpList.sdm} />
        </p>
      )}
      {used && entries === null && <p className="table-note">{t('vmcsViews.bitmaps.eptpUnmapped')}</p>}
      {used && entries?.length === 0 && <p className="table-note">{t('vmcsViews.bitmaps.eptpEmpty')}</p>}
      {used && entries !== null && entries.length > 0 && (
        <table className="descriptor-table" aria-label={title}>
          <thead>
            <tr>
              <th scope="col">{t('vmcsViews.bitmaps.eptpIndex')}</th>
              <th scope="col">{t('vmcsViews.bitmaps.eptpValue')}</th>
            </tr>
          </thead>
          <tbody>
            {entries.map(({ index, value, current }) => (
              <tr key={index} data-used={current}>
                <th scope="row">
                  <button type="button" className="entry-address" onClick={() => onShow(address + BigInt(8 * index))}>
                    {index}
                  </button>
                </th>
                <td>
                  <HexValue value={value} bits={64} /> {current && t('vmcsViews.bitmaps.eptpCurrent')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

/** Bitmaps of features that stay outside VMXray. */
const OUTSIDE = ['encls-exiting-bitmap', 'enclv-exiting-bitmap', 'pconfig-exiting-bitmap'] as const;

/** The feature that a field is about whose control no model has. */
function featureOf(field: VmcsFieldId): string {
  const control = vmcsField(field).exists?.[0];
  return control === undefined ? '' : (controlRow(control.word, control.id).outside ?? '');
}

const quoted = ({ word, id }: ControlNeed): string => `“${controlRow(word, id).name}”`;

/** Bitmaps that the model has no control for, and those of features that stay outside. */
function Absent({ view }: { readonly view: BitmapsView }) {
  const t = useT();
  const there = new Set(view.bitmaps.map(({ id }) => id));
  const absent = bitmapIds.filter((id) => !there.has(id));
  return (
    <section aria-label={t('vmcsViews.bitmaps.absent')}>
      <h2>{t('vmcsViews.bitmaps.absent')}</h2>
      <p className="table-note">{t('vmcsViews.bitmaps.absentNote')}</p>
      <ul className="bitmaps-absent">
        {absent.map((id) => (
          <li key={id}>{t(`vmcsViews.bitmaps.title.${id}`)}</li>
        ))}
        {view.eptpList === null && <li>{t('vmcsViews.bitmaps.eptpList')}</li>}
        {OUTSIDE.map((field) => (
          <li key={field}>
            {withMeaning(vmcsField(field).name, fieldMeaning(field))}{' '}
            <span className="dim">{t('vmcsViews.bitmaps.outside', { feature: featureOf(field) })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
