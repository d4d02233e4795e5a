import { controlMeaning, withMeaning } from '../../../i18n/facts';
import { useT } from '../../../i18n/use-t';
import type {
  ApicControl,
  PidTableView,
  VirtualApicPageView,
  VirtualApicReading,
} from '../../../protocol/virtual-apic';
import { controlWordTable } from '../../../vmx/controls/control-words.table';
import { plainHex, shortHex } from '../hex';
import { HexValue } from '../hex-value';
import { RichText } from '../rich-text';
import { FactList } from './fact-list';
import { byteText } from './vector-text';
import { evaluationText, pageFacts, pendingFacts, postedFacts, vectorsText } from './virtual-apic-facts';
import './virtual-apic.css';

export interface VirtualApicProps {
  readonly reading: VirtualApicReading;
  /** The same at the moment before, to wash what changed. */
  readonly before: VirtualApicReading | null;
  readonly changedWord: string;
  readonly onPhysical: (address: bigint) => void;
}

function controlName({ word, bit }: ApicControl): string {
  const row = controlWordTable(word).rows.find((candidate) => candidate.bit === bit);
  return row === undefined ? '' : withMeaning(row.name, controlMeaning(row));
}

/** The virtual APIC of a VMCS: what its controls turn on, each structure in memory decoded. */
export function VirtualApic({ reading, before, changedWord, onPhysical }: VirtualApicProps) {
  const t = useT();
  const { vmcs, controls, page, accessPage, posted, notificationVector, pidTable } = reading;
  const evaluation = evaluationText(t, reading);
  const pending = pendingFacts(t, reading);
  const facts = (of: (t: ReturnType<typeof useT>, from: VirtualApicReading) => ReturnType<typeof pageFacts>) => (
    <FactList facts={of(t, reading)} before={before === null ? null : of(t, before)} changedWord={changedWord} />
  );
  return (
    <>
      <h2>{t('virtualApic.controls', { vmcs: shortHex(vmcs) })}</h2>
      <ul className="apic-controls">
        {controls.map((control) => (
          <li key={control.id} data-on={control.value === 1}>
            <b>{control.value}</b> {controlName(control)}
          </li>
        ))}
      </ul>
      {controls.every(({ value }) => value === 0) && (
        <p className="controller-note">
          <RichText text={t('virtualApic.off', { vmcs: plainHex(vmcs) })} />
        </p>
      )}
      {(pending.length > 0 || evaluation !== null) && (
        <>
          <h2>{t('virtualApic.pending')}</h2>
          {facts(pendingFacts)}
          {evaluation !== null && (
            <p className="controller-note">
              <RichText text={evaluation} />
            </p>
          )}
        </>
      )}
      {page !== null && (
        <>
          <h2>
            {t('virtualApic.page')} <Address address={page.address} onPhysical={onPhysical} />
          </h2>
          {facts(pageFacts)}
          <AllRegisters page={page} />
        </>
      )}
      {accessPage !== null && (
        <h2>
          {t('virtualApic.accessPage')} <Address address={accessPage} onPhysical={onPhysical} />
        </h2>
      )}
      {notificationVector !== null && (
        <>
          <h2>
            {t('virtualApic.posted')} {posted !== null && <Address address={posted.address} onPhysical={onPhysical} />}
          </h2>
          <FactList
            facts={[
              {
                id: 'vector',
                name: t('virtualApic.vmcsVector'),
                text: byteText(notificationVector),
              },
              ...(posted === null ? [] : postedFacts(t, posted)),
            ]}
            before={before?.posted == null ? null : postedFacts(t, before.posted)}
            changedWord={changedWord}
          />
          {posted === null && <p className="controller-note">{t('virtualApic.notShown')}</p>}
        </>
      )}
      {pidTable !== null && <PidTable table={pidTable} onPhysical={onPhysical} />}
    </>
  );
}

interface AddressProps {
  readonly address: number;
  readonly onPhysical: (address: bigint) => void;
}

function Address({ address, onPhysical }: AddressProps) {
  const t = useT();
  return (
    <button
      type="button"
      className="apic-address"
      aria-label={t('virtualApic.show', { address: plainHex(address) })}
      onClick={() => onPhysical(BigInt(address))}
    >
      {shortHex(address)}
    </button>
  );
}

/** Every register of the page; those that are 0 are dim. */
function AllRegisters({ page }: { readonly page: VirtualApicPageView }) {
  const t = useT();
  return (
    <details className="apic-registers">
      <summary>{t('virtualApic.allRegisters', { count: page.registers.length })}</summary>
      <table aria-label={t('virtualApic.registers')}>
        <thead>
          <tr>
            <th scope="col">{t('virtualApic.offset')}</th>
            <th scope="col">{t('virtualApic.register')}</th>
            <th scope="col">{t('virtualApic.value')}</th>
          </tr>
        </thead>
        <tbody>
          {page.registers.map(({ offset, name, value }) => (
            <tr key={offset} data-zero={value === 0}>
              <td>{plainHex(offset)}</td>
              <th scope="row">{name}</th>
              <td>
                <HexValue value={value} bits={32} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function PidTable({ table, onPhysical }: { readonly table: PidTableView } & Pick<AddressProps, 'onPhysical'>) {
  const t = useT();
  return (
    <>
      <h2>
        {t('virtualApic.table')} <Address address={table.address} onPhysical={onPhysical} />
      </h2>
      <p className="controller-note">
        {t('virtualApic.lastIndex')}: {table.lastIndex}
      </p>
      {table.entries.length === 0 ? (
        <p className="controller-note">{t('virtualApic.notShown')}</p>
      ) : (
        <div className="apic-registers">
          <table aria-label={t('virtualApic.list')}>
            <thead>
              <tr>
                <th scope="col">{t('virtualApic.apicId')}</th>
                <th scope="col">{t('virtualApic.pointer')}</th>
                <th scope="col">{t('virtualApic.target')}</th>
              </tr>
            </thead>
            <tbody>
              {table.entries.map(({ apicId, entry, valid, descriptor }) => (
                <tr key={apicId} data-zero={!valid}>
                  <td>{apicId}</td>
                  <td>
                    <HexValue value={entry} bits={64} />
                  </td>
                  <td>
                    {descriptor === null
                      ? t(valid ? 'virtualApic.outsideRam' : 'virtualApic.notValid')
                      : `ON ${Number(descriptor.outstanding)} SN ${Number(descriptor.suppressed)} NV ${byteText(descriptor.vector)} · ${vectorsText(t, descriptor.requests)}`}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
