import type { StageLayout } from './stage-layout';
import type { StageModel } from './stage-model';

/** The processor: a token on the side of the line that it is on. It moves only when the processor changes sides. */
export function StageToken({ model, place }: { readonly model: StageModel; readonly place: StageLayout }) {
  const here = model.desks.findIndex((desk) => desk.here);
  const desk = place.desks[here];
  const box = model.mode === 'off' ? place.outside : model.mode === 'root' || desk === undefined ? place.vmm : desk;
  const x = box.x + box.width - 24;
  const y = box.y + 24;
  return (
    <g className="stage-token" data-mode={model.mode} style={{ transform: `translate(${x}px, ${y}px)` }}>
      <circle r={11} />
      <text className="stage-token-name" textAnchor="middle" y={4}>
        0
      </text>
    </g>
  );
}
