import { useT } from '../../i18n/use-t';
import type { SegmentView, Snapshot } from '../../protocol/snapshot';
import { useSimulator } from '../../stores/simulator-store';
import { shortHex } from '../visuals/hex';
import { Term } from '../widgets/term';

/** The processor's mode: the largest word on the page, with what a debugger wants to know beside it. */
export function ProcessorMode() {
  const t = useT();
  const mode = useSimulator((state) => state.snapshot?.mode ?? 'off');
  const cpl = useSimulator((state) => state.snapshot?.cpl ?? null);
  const size = useSimulator((state) => (state.snapshot === null ? null : codeSize(state.snapshot)));
  const running = useSimulator((state) => state.snapshot?.running ?? false);
  const current = useSimulator((state) =>
    state.snapshot?.mode === 'off' ? undefined : state.snapshot?.vmcsList.find((vmcs) => vmcs.current),
  );
  const old = useSimulator((state) => (state.snapshot === null ? null : modeOf8086(state.snapshot)));
  const words =
    cpl === null || size === null
      ? []
      : [old === null ? t('app.status.ring', { cpl }) : t(`app.status.${old}`), t(`app.status.${size}`)];
  if (running) words.push(t('app.status.running'));
  if (mode !== 'off') {
    words.push(
      current === undefined
        ? t('app.status.noVmcs')
        : t('app.status.currentVmcs', { pointer: shortHex(current.pointer) }),
    );
  }
  return (
    <output className={`processor-mode mode-${mode}`} aria-label={t('app.status.name')}>
      <strong>{t(`common.mode.${mode}`)}</strong>{' '}
      <span>{words.length === 0 ? t('app.status.starting') : words.join(' · ')}</span>{' '}
      {current !== undefined && (
        <Term id="launchState">{t(current.launched ? 'app.status.launched' : 'app.status.clear')}</Term>
      )}
    </output>
  );
}

const PROTECTION = 1n;
const VIRTUAL_8086 = 1 << 17;
const LONG_MODE_ACTIVE = 1n << 10n;
const CS_LONG = 1 << 13;
const CS_DEFAULT_BIG = 1 << 14;

/** The two modes of an 8086, whose ring goes without saying. */
function modeOf8086({ registers }: Snapshot): 'real' | 'virtual8086' | null {
  if ((registers.cr0 & PROTECTION) === 0n) return 'real';
  return (registers.rflags & VIRTUAL_8086) === 0 ? null : 'virtual8086';
}

function codeSize({ registers }: Snapshot): 'bits64' | 'bits32' | 'bits16' {
  const cs: SegmentView | undefined = registers.segments.find((segment) => segment.name === 'CS');
  const access = cs?.access ?? 0;
  if ((registers.efer & LONG_MODE_ACTIVE) !== 0n && (access & CS_LONG) !== 0) return 'bits64';
  return (access & CS_DEFAULT_BIG) !== 0 ? 'bits32' : 'bits16';
}
