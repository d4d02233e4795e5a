import { Toolbar } from '@base-ui/react/toolbar';
import {
  ArrowLeftToLine,
  ArrowRightFromLine,
  ArrowRightToLine,
  CornerUpRight,
  Pause,
  Play,
  RotateCcw,
  StepBack,
  StepForward,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { useT } from '../../i18n/use-t';
import { pause, run } from '../../stores/actions';
import { useSimulator } from '../../stores/simulator-store';
import { Button } from '../widgets/button';
import { Hint } from '../widgets/hint';
import { backward, type RunControlId, runControls } from './run-controls.table';
import type { PageShape } from './use-media';
import { useRunsLong } from './use-runs-long';

/** Commands over before this many milliseconds leave the buttons as they are; presses meanwhile wait for their turn. */
const BUSY_DELAY_MS = 150;

/** The run controls. A narrower page leaves words out: all but the two main ones, then all. */
export function RunToolbar({ shape }: { readonly shape: PageShape }) {
  const t = useT();
  const running = useRunsLong(BUSY_DELAY_MS);
  const ready = useSimulator((state) => state.snapshot !== null);
  const atStart = useSimulator((state) => state.snapshot?.position === 0);
  const noEarlierExit = useSimulator((state) => (state.snapshot?.happened ?? 0) === 0);

  const control = (id: RunControlId, icon: ReactNode, options: ControlOptions = {}) => {
    const row = runControls[id];
    const text = shape === 'wide' || (shape === 'drawer' && options.main === true) ? options.text : undefined;
    const last = text !== undefined && options.iconLast === true;
    return (
      <Hint text={t(row.hint)} keys={row.keys}>
        <Toolbar.Button
          disabled={!ready || running || (options.disabled ?? false)}
          aria-label={t(row.label)}
          onClick={(event) => void run({ kind: (event.altKey ? backward[row.kind] : undefined) ?? row.kind })}
          render={
            <Button
              variant={id === 'step' ? 'solid' : 'plain'}
              icon={last ? undefined : icon}
              trailing={last ? icon : undefined}
            >
              {text}
            </Button>
          }
        />
      </Hint>
    );
  };

  return (
    <Toolbar.Root className="run-toolbar" aria-label={t('app.controls.toolbar')}>
      {control('restart', <RotateCcw />)}
      {control('previousExit', <ArrowLeftToLine />, { text: t('app.controls.exitShort'), disabled: noEarlierExit })}
      {control('stepBack', <StepBack />, { disabled: atStart })}
      {control('step', <StepForward />, { text: t('app.controls.step'), main: true })}
      {control('stepOver', <CornerUpRight />)}
      {control('nextExit', <ArrowRightFromLine />, { text: t('app.controls.exitShort'), iconLast: true })}
      {control('nextEntry', <ArrowRightToLine />, { text: t('app.controls.entryShort'), iconLast: true })}
      {control('run', <Play />, { text: t('app.controls.run'), main: true })}
      <Hint text={t('app.controls.pauseHint')} keys="F5">
        <Toolbar.Button
          disabled={!running}
          aria-label={t('app.controls.pause')}
          onClick={() => void pause()}
          render={<Button variant={running ? 'solid' : 'plain'} icon={<Pause />} />}
        />
      </Hint>
    </Toolbar.Root>
  );
}

interface ControlOptions {
  readonly text?: string;
  readonly iconLast?: boolean;
  /** Keeps its word on a page that is less wide. */
  readonly main?: boolean;
  readonly disabled?: boolean;
}
