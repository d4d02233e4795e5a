import { useCallback } from 'react';
import { useT } from '../../i18n/use-t';
import type { WalkRequest } from '../../protocol/paging-view';
import type { Snapshot } from '../../protocol/snapshot';
import { readWalk } from '../../stores/actions';
import { selectShownTransition } from '../../stores/selectors';
import { useSimulator } from '../../stores/simulator-store';
import { goToMemory } from '../../stores/view-actions';
import { plainHex, shortHex } from '../visuals/hex';
import { accessOfExit } from '../visuals/paging/exit-access';
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
const SPACES = ['linear', 'guest-physical'] as const;
const OWNERS = ['vmm', 'guest'] as const;

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
  const { address, user, space = 'linear', guest = false } = chosen;
  const access = chosen.access ?? (address === null ? 'fetch' : 'read');
  const walk = useReading(
    useCallback(() => readWalk({ address, space, access, user, guest }), [address, space, access, user, guest]),
  ).now;
  const { cr2 } = snapshot.registers;
  const last = useSimulator(selectShownTransition);
  const ofExit = last === null ? null : accessOfExit(last);
  return (
    <>
      <div className="walk-bar">
        {walk !== null && walk.whose !== null && snapshot.mode === 'root' && (
          <SegmentedChoice
            name={t('ept.whose')}
            choices={OWNERS.map((id) => ({ id, title: t(`ept.owners.${id}`) }))}
            value={guest ? 'guest' : 'vmm'}
            onChoose={(id) => onChoose({ ...chosen, guest: id === 'guest' })}
          />
        )}
        {walk !== null && address !== null && (walk.eptp !== null || space !== 'linear') && (
          <SegmentedChoice
            name={t('ept.space')}
            choices={SPACES.map((id) => ({ id, title: t(`ept.spaces.${id}`) }))}
            value={space}
            onChoose={(id) => onChoose({ ...chosen, space: id })}
          />
        )}
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
          <Button hint={t('paging.followHint')} onClick={() => onChoose({ ...WALK_OF_RIP, guest })}>
            {t('paging.follow')}
          </Button>
        )}
        {ofExit !== null && (
          <Button hint={t('ept.exitHint')} onClick={() => onChoose(ofExit)}>
            {t('ept.exit', { address: shortHex(ofExit.address ?? 0n) })}
          </Button>
        )}
        {(cr2 !== 0n || snapshot.pageFaultErrorCode !== null) && (
          <Button hint={t('paging.lastFaultHint')} onClick={() => onChoose(walkOfFault(snapshot))}>
            {t('paging.lastFault', { address: shortHex(cr2) })}
          </Button>
        )}
      </div>
      {ofExit !== null && isSameAccess(ofExit, chosen) && <ExitNote access={ofExit} />}
      {address !== null && address === cr2 && <FaultNote errorCode={snapshot.pageFaultErrorCode} />}
      {walk !== null && (
        <PageWalk
          walk={walk}
          names={names}
          ahead={snapshot.mode === 'root'}
          onPhysical={(physical) => goToMemory('physical', physical)}
          onTlb={onTlb}
        />
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

/** Whether what is shown is still the access that an exit reported, whoever's rights and kind have been chosen since. */
const isSameAccess = (access: WalkRequest, chosen: ChosenWalk): boolean =>
  access.address === chosen.address && access.space === (chosen.space ?? 'linear') && chosen.guest === true;

/** That the walk of an exit's access is made anew. */
function ExitNote({ access }: { readonly access: WalkRequest }) {
  const t = useT();
  return (
    <p className="walk-fault">
      <RichText
        text={t('ept.exitNote', {
          access: t(`paging.accesses.${access.access}`),
        })}
      />
    </p>
  );
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
