import { useT } from '../../i18n/use-t';
import type { SegmentView, Snapshot } from '../../protocol/snapshot';
import { useSimulator } from '../../stores/simulator-store';
import { shortHex } from '../visuals/hex';
import { Term } from '../widgets/term';

/** The processor's mode: the largest word on the page, with what a debugger wants to know beside it. */
export function ProcessorMode() {
  const t = useT();
  const snapshot = useSimulator((state) => state.snapshot);
  const mode = snapshot?.mode ?? 'off';
  const current = snapshot?.mode === 'off' ? undefined : snapshot?.vmcsList.find((vmcs) => vmcs.current);
  return (
    <output className={`processor-mode mode-${mode}`} aria-label={t('app.status.name')}>
      <strong>{t(`common.mode.${mode}`)}</strong>{' '}
      <span>{snapshot === null ? t('app.status.starting') : detailOf(snapshot, t)}</span>{' '}
      {current !== undefined && (
        <Term id="launchState">{t(current.launched ? 'app.status.launched' : 'app.status.clear')}</Term>
      )}
    </output>
  );
}

const LONG_MODE_ACTIVE = 1n << 10n;
const CS_LONG = 1 << 13;
const CS_DEFAULT_BIG = 1 << 14;

function detailOf(snapshot: Snapshot, t: ReturnType<typeof useT>): string {
  const words = [t('app.status.ring', { cpl: snapshot.cpl }), t(`app.status.${codeSize(snapshot)}`)];
  if (snapshot.running) words.push(t('app.status.running'));
  if (snapshot.mode !== 'off') {
    const current = snapshot.vmcsList.find((vmcs) => vmcs.current);
    words.push(
      current === undefined
        ? t('app.status.noVmcs')
        : t('app.status.currentVmcs', { pointer: shortHex(current.pointer) }),
    );
  }
  return words.join(' · ');
}

function codeSize({ registers }: Snapshot): 'bits64' | 'bits32' | 'bits16' {
  const cs: SegmentView | undefined = registers.segments.find((segment) => segment.name === 'CS');
  const access = cs?.access ?? 0;
  if ((registers.efer & LONG_MODE_ACTIVE) !== 0n && (access & CS_LONG) !== 0) return 'bits64';
  return (access & CS_DEFAULT_BIG) !== 0 ? 'bits32' : 'bits16';
}
