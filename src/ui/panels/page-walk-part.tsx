import { useCallback } from 'react';
import { useT } from '../../i18n/use-t';
import type { WalkRequest } from '../../protocol/paging-view';
import type { Snapshot } from '../../protocol/snapshot';
import { readWalk } from '../../stores/actions';
import { goToMemory } from '../../stores/view-actions';
import { plainHex, shortHex } from '../visuals/hex';
import { accessOfFault, isUserFault } from '../visuals/paging/fault-access';
import { PageWalk } from '../visuals/paging/page-walk';
import { RichText } from '../visuals/rich-text';
import { SegmentedChoice } from '../visuals/segmented-choice';
import { Button } from '../widgets/button';
import { useReading } from './use-reading';
import { useSymbolNames } from './use-symbol-names';

/** The access that is looked at; what is null follows the processor. */
export interface ChosenWalk extends Omit<WalkRequest, 'access'> {
  readonly access: WalkRequest['access'] | null;
}

export const WALK_OF_RIP: ChosenWalk = { address: null, access: null, user: null };

const ACCESSES = ['read', 'write', 'fetch'] as const;
const PRIVILEGES = ['supervisor', 'user'] as const;

export interface PageWalkPartProps {
  readonly snapshot: Snapshot;
  readonly chosen: ChosenWalk;
  readonly onChoose: (chosen: ChosenWalk) => void;
  readonly onTlb: () => void;
}

/** The page walk of one access: which one is chosen here, what it reads is asked of the machine. */
export function PageWalkPart({ snapshot, chosen, onChoose, onTlb }: PageWalkPartProps) {
  const t = useT();
  const names = useSymbolNames();
  const { address, user } = chosen;
  const access = chosen.access ?? (address === null ? 'fetch' : 'read');
  const walk = useReading(useCallback(() => readWalk({ address, access, user }), [address, access, user])).now;
  const { cr2 } = snapshot.registers;
  return (
    <>
      <div className="walk-bar">
        <SegmentedChoice
          name={t('paging.access')}
          choices={ACCESSES.map((id) => ({ id, title: t(`paging.accesses.${id}`) }))}
          value={access}
          onChoose={(id) => onChoose({ ...chosen, access: id })}
        />
        <SegmentedChoice
          name={t('paging.privilege')}
          choices={PRIVILEGES.map((id) => ({ id, title: t(`paging.privileges.${id}`) }))}
          value={(user ?? snapshot.cpl === 3) ? 'user' : 'supervisor'}
          onChoose={(id) => onChoose({ ...chosen, user: id === 'user' })}
        />
        {address !== null && (
          <Button hint={t('paging.followHint')} onClick={() => onChoose(WALK_OF_RIP)}>
            {t('paging.follow')}
          </Button>
        )}
        {(cr2 !== 0n || snapshot.pageFaultErrorCode !== null) && (
          <Button hint={t('paging.lastFaultHint')} onClick={() => onChoose(walkOfFault(snapshot))}>
            {t('paging.lastFault', { address: shortHex(cr2) })}
          </Button>
        )}
      </div>
      {address !== null && address === cr2 && <FaultNote errorCode={snapshot.pageFaultErrorCode} />}
      {walk !== null && (
        <PageWalk walk={walk} names={names} onPhysical={(physical) => goToMemory('physical', physical)} onTlb={onTlb} />
      )}
    </>
  );
}

/** The access that faulted last, as far as it is known: its address is in CR2, what it was in the error code. */
function walkOfFault({ registers, pageFaultErrorCode: code }: Snapshot): ChosenWalk {
  const address = registers.cr2;
  return code === null
    ? { address, access: null, user: null }
    : { address, access: accessOfFault(code), user: isUserFault(code) };
}

/** What is known of the page fault behind CR2. Without it a walk of that address is one of any access. */
function FaultNote({ errorCode }: { readonly errorCode: number | null }) {
  const t = useT();
  if (errorCode === null) return <p className="walk-fault">{t('paging.faultUnknown')}</p>;
  const access = t(`paging.accesses.${accessOfFault(errorCode)}`);
  const privilege = t(`paging.privileges.${isUserFault(errorCode) ? 'user' : 'supervisor'}`);
  return (
    <p className="walk-fault">
      <RichText text={t('paging.faultKnown', { code: plainHex(errorCode), access, privilege })} />
    </p>
  );
}
