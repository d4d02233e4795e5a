import { walkRuleSections } from '../../../cpu/mmu/walk-rules.table';
import type { MessageKey } from '../../../i18n/messages';
import { useT } from '../../../i18n/use-t';
import type { SecondLevelWalk, WalkView } from '../../../protocol/paging-view';
import { pageFaultErrorCodeLayout } from '../../../vmx/vmcs/vmcs-field-layouts.table';
import { bitsText } from '../decode/bits-text';
import { plainHex } from '../hex';
import { HexValue } from '../hex-value';
import { RichText } from '../rich-text';
import { ManualSection } from '../why/manual-section';
import { eptRuleText, reasonOfRefusal } from './ept-rule-text';
import { pageSizeText } from './page-size';
import { unreadLevel } from './reading-order';
import { walkRuleText } from './walk-rule-text';

export interface WalkOutcomeProps {
  readonly walk: WalkView;
  readonly onPhysical: (address: bigint) => void;
}

/** What came out of a walk: the physical address, or the rule that refused the access with its error code. */
export function WalkOutcome({ walk, onPhysical }: WalkOutcomeProps) {
  return walk.physical === null ? <Refused walk={walk} /> : <Allowed walk={walk} onPhysical={onPhysical} />;
}

function Allowed({ walk, onPhysical }: WalkOutcomeProps) {
  const t = useT();
  const { physical, pageBytes } = walk;
  const address = physical ?? 0;
  return (
    <div className="walk-outcome">
      <p>{t(allowance(walk))}</p>
      <p className="walk-physical">
        <span>{t(walk.final === undefined ? 'paging.physical' : 'ept.hostPhysical')}</span>
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

/** What is said of an access that is allowed. */
function allowance({ mode, space, final }: WalkView): MessageKey {
  if (space === 'guest-physical') return final === undefined ? 'ept.off' : 'paging.allowed';
  if (mode !== 'none') return 'paging.allowed';
  return final === undefined ? 'paging.off' : 'ept.unpaged';
}

function Refused({ walk }: { readonly walk: WalkView }) {
  const t = useT();
  const { rule, errorCode, final, unread } = walk;
  const second = unread ?? final;
  if (rule === 'second-level' && second !== undefined) return <RefusedByEpt walk={walk} second={second} />;
  const bits = errorCode === null ? '' : bitsText(pageFaultErrorCodeLayout, BigInt(errorCode));
  return (
    <div className="walk-outcome" data-refused="true">
      <p className="walk-refused">
        <RichText text={refusal(t, walk)} />
      </p>
      <p>
        <RichText text={walkRuleText(t, walk)} />{' '}
        {errorCode !== null && (bits === '' ? t('paging.noErrorBits') : t('paging.errorBits', { bits }))}
      </p>
      {rule !== null && (
        <p>
          <ManualSection title={walkRuleSections[rule]} />
        </p>
      )}
    </div>
  );
}

/** What the exits are called. */
const WHAT: Readonly<Record<number, MessageKey>> = { 48: 'ept.violation', 49: 'ept.misconfiguration', 66: 'ept.spp' };

/** EPT refused: the exit that follows, where in the walk, and the rule. */
function RefusedByEpt({ walk, second }: { readonly walk: WalkView; readonly second: SecondLevelWalk }) {
  const t = useT();
  const { mode, space, unread } = walk;
  const reason = reasonOfRefusal(second);
  const what = t(WHAT[reason] ?? 'ept.violation');
  const address = plainHex(second.guestPhysical);
  return (
    <div className="walk-outcome" data-refused="true">
      <p className="walk-refused">
        <RichText text={t('ept.refused', { what, reason })} />
      </p>
      <p>
        <RichText
          text={
            unread !== undefined
              ? t('ept.whileReading', { name: unreadLevel(walk), address })
              : t(space === 'linear' && mode !== 'none' ? 'ept.whilePage' : 'ept.whileAddress', { address })
          }
        />{' '}
        {eptRuleText(second)}
      </p>
      {second.refusal !== null && (
        <p>
          <ManualSection title={second.refusal.sdm} />
        </p>
      )}
    </div>
  );
}

function refusal(t: ReturnType<typeof useT>, { rule, errorCode }: WalkView): string {
  if (rule === 'non-canonical') return t('paging.refusedNot');
  return t('paging.refused', { code: plainHex(errorCode ?? 0) });
}
