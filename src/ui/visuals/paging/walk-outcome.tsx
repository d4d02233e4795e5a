import { walkRuleSections } from '../../../cpu/mmu/walk-rules.table';
import { useT } from '../../../i18n/use-t';
import type { WalkView } from '../../../protocol/paging-view';
import { pageFaultErrorCodeLayout } from '../../../vmx/vmcs/vmcs-field-layouts.table';
import { bitsText } from '../decode/bits-text';
import { plainHex } from '../hex';
import { HexValue } from '../hex-value';
import { RichText } from '../rich-text';
import { ManualSection } from '../why/manual-section';
import { pageSizeText } from './page-size';
import { walkRuleText } from './walk-rule-text';

export interface WalkOutcomeProps {
  readonly walk: WalkView;
  readonly onPhysical: (address: bigint) => void;
}

/** What came out of a walk: the physical address, or the rule that refused the access with its error code. */
export function WalkOutcome({ walk, onPhysical }: WalkOutcomeProps) {
  return walk.physical === null ? <Refused walk={walk} /> : <Allowed walk={walk} onPhysical={onPhysical} />;
}

function Allowed({ walk: { mode, physical, pageBytes }, onPhysical }: WalkOutcomeProps) {
  const t = useT();
  const address = physical ?? 0;
  return (
    <div className="walk-outcome">
      <p>{t(mode === 'none' ? 'paging.off' : 'paging.allowed')}</p>
      <p className="walk-physical">
        <span>{t('paging.physical')}</span>
        <button
          type="button"
          className="address-link"
          aria-label={t('paging.goToPhysical', { address: plainHex(address) })}
          onClick={() => onPhysical(BigInt(address))}
        >
          <HexValue value={address} bits={address > 0xffff_ffff ? 64 : 32} />
        </button>
        {pageBytes !== null && <span>{t('paging.pages.size', { size: pageSizeText(pageBytes) })}</span>}
      </p>
    </div>
  );
}

function Refused({ walk }: { readonly walk: WalkView }) {
  const t = useT();
  const { rule, errorCode } = walk;
  const bits = errorCode === null ? '' : bitsText(pageFaultErrorCodeLayout, BigInt(errorCode));
  return (
    <div className="walk-outcome" data-refused="true">
      <p className="walk-refused">
        <RichText text={refusal(t, walk)} />
      </p>
      <p>
        <RichText text={walkRuleText(t, walk)} />{' '}
        {errorCode !== null &&
          rule !== 'second-level' &&
          (bits === '' ? t('paging.noErrorBits') : t('paging.errorBits', { bits }))}
      </p>
      {rule !== null && (
        <p>
          <ManualSection title={walkRuleSections[rule]} />
        </p>
      )}
    </div>
  );
}

function refusal(t: ReturnType<typeof useT>, { rule, errorCode }: WalkView): string {
  if (rule === 'non-canonical') return t('paging.refusedNot');
  if (rule === 'second-level') return t('paging.refusedSecondLevel');
  return t('paging.refused', { code: plainHex(errorCode ?? 0) });
}
