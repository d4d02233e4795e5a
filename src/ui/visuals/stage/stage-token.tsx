import { processorName } from '../processor-name';
import type { Box, StageLayout } from './stage-layout';
import type { StageModel } from './stage-model';

interface Props {
  readonly model: StageModel;
  readonly place: StageLayout;
}

/** Pixels from the middle of one token to the next. */
const STEP = 26;

/** Where the n-th token from the right stands in a card. */
const spot = (box: Box, n: number): string => `translate(${box.x + box.width - 24 - n * STEP}px, ${box.y + 24}px)`;

/** The processor: a token on the side of the line that it is on. It moves only when the processor changes sides. */
export function StageToken({ model, place }: Props) {
  const here = model.desks.findIndex((desk) => desk.here);
  const desk = place.desks[here];
  const box = model.mode === 'off' ? place.outside : model.mode === 'root' || desk === undefined ? place.vmm : desk;
  return <Token number={model.processor} mode={model.mode} transform={spot(box, 0)} />;
}

/** The other processors that are in VMX operation: hollow tokens beside it. */
export function OtherTokens({ model, place }: Props) {
  if (model.mode === 'off') return null;
  let withVmm = model.mode === 'root' ? 1 : 0;
  return model.others.map(({ number, desk }) => {
    const box = place.desks[desk ?? -1];
    if (box !== undefined) return <Token key={number} number={number} mode="non-root" other transform={spot(box, 0)} />;
    return <Token key={number} number={number} mode="root" other transform={spot(place.vmm, withVmm++)} />;
  });
}

interface TokenProps {
  readonly number: number;
  readonly mode: StageModel['mode'];
  readonly transform: string;
  readonly other?: boolean;
}

function Token({ number, mode, transform, other = false }: TokenProps) {
  return (
    <g className="stage-token" data-mode={mode} data-other={other} style={{ transform }}>
      <title>{processorName(number)}</title>
      <circle r={11} />
      <text className="stage-token-name" textAnchor="middle" y={4}>
        {number}
      </text>
    </g>
  );
}

/** Pixels that tokens take at the right of a card: of the VMM (desk null) or of a desk. */
export function tokenRoom(model: StageModel, desk: number | null): number {
  const own = desk === null ? model.mode !== 'non-root' : (model.desks[desk]?.here ?? false);
  const others = model.mode === 'off' ? 0 : model.others.filter((other) => other.desk === desk).length;
  const count = (own ? 1 : 0) + others;
  // The VMM's title never moves: it keeps room for one.
  return desk === null ? 44 + Math.max(0, count - 1) * STEP : count === 0 ? 0 : 44 + (count - 1) * STEP;
}
