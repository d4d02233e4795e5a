import { EditedChip } from './edited-chip';
import { InjectMenu } from './inject-menu';
import { MoreMovements } from './more-movements';
import { PositionReadout } from './position-readout';
import { ProcessorChoiceHost } from './processor-choice-host';
import { ProcessorMode } from './processor-mode';
import { RunToolbar } from './run-toolbar';
import type { PageShape } from './use-media';
import { useRunsLong } from './use-runs-long';
import './control-bar.css';

/** The bar with the run controls, the position and the mode: under the header, or at the thumb on a phone. */
export function ControlBar({ shape }: { readonly shape: PageShape }) {
  return (
    <div className={`control-bar shape-${shape}`}>
      <div className="control-group">
        <RunToolbar shape={shape} />
        <MoreMovements />
        <InjectMenu compact={shape !== 'wide'} />
        <EditedChip />
      </div>
      <PositionReadout />
      <ProcessorChoiceHost />
      <ProcessorMode />
      <Progress />
    </div>
  );
}

/** Appears only when a command takes longer than people notice. */
function Progress() {
  return useRunsLong(300) && <div className="progress" />;
}
