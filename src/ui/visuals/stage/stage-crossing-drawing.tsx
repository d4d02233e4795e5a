import { curveLinear, line } from 'd3-shape';
import { useT } from '../../../i18n/use-t';
import { crossingDetail, crossingTitle } from './describe-stage';
import { fitText, type Point, type StageLayout } from './stage-layout';
import type { StageCrossing } from './stage-model';

interface Props {
  readonly crossing: StageCrossing;
  readonly place: StageLayout;
}

const draw = line<Point>(
  (p) => p.x,
  (p) => p.y,
).curve(curveLinear);
const HEAD = 9;

/** The last transition: its arrow, the chip it passes through, and the streams of state between it and the VMCS. */
export function StageCrossingDrawing({ crossing, place }: Props) {
  const t = useT();
  const title = crossingTitle(t, crossing);
  const detail = crossingDetail(t, crossing);
  const { chip } = place;
  const legs = arrowLegs(crossing, place);
  return (
    <g className="stage-crossing" data-kind={crossing.kind} data-failed={crossing.failed}>
      {legs.map((leg) => (
        <Arrow key={leg.id} leg={leg} />
      ))}
      <Streams crossing={crossing} place={place} />
      <g className="stage-chip">
        <title>{`${title}: ${detail}`}</title>
        <rect className="stage-chip-box" x={chip.x} y={chip.y} width={chip.width} height={chip.height} rx={4} />
        <text className="stage-chip-title" x={chip.x + 12} y={chip.y + 18}>
          {fitText(title, chip.width - 24, 6.9)}
        </text>
        <text className="stage-code" x={chip.x + 12} y={chip.y + 34}>
          {fitText(detail, chip.width - 20, 6.7)}
        </text>
      </g>
      {(crossing.kind === 'vm-fail' || crossing.kind === 'vmx-abort') && (
        <path className="stage-cross" d={`M${place.upper.x - 6},${chip.y - 14}l12,12m0,-12l-12,12`} />
      )}
    </g>
  );
}

interface Leg {
  readonly id: string;
  readonly points: readonly Point[];
  readonly headed: boolean;
}

/** Pieces of the arrow in the order in which the processor goes along them. */
function arrowLegs(crossing: StageCrossing, place: StageLayout): readonly Leg[] {
  const { upper, lower, chip } = place;
  const chipTop: Point = { x: upper.x, y: chip.y };
  const chipBottom: Point = { x: lower.x, y: chip.y + chip.height };
  switch (crossing.kind) {
    case 'vm-entry':
      return [
        { id: 'upper', points: [upper, chipTop], headed: false },
        { id: 'lower', points: [chipBottom, lower], headed: true },
      ];
    case 'vm-exit':
      return [
        { id: 'lower', points: [lower, chipBottom], headed: false },
        { id: 'upper', points: [chipTop, upper], headed: true },
      ];
    case 'entry-failure':
      return [
        { id: 'down', points: [shift(upper, -16), shift(chipTop, -16)], headed: true },
        { id: 'up', points: [shift(chipTop, 16), shift(upper, 16)], headed: true },
      ];
    case 'vmxon':
      return [{ id: 'up', points: [chipTop, upper], headed: true }];
    case 'vmxoff':
      return [
        {
          id: 'down',
          points: [
            { x: upper.x, y: place.outside.y - 40 },
            { x: upper.x, y: place.outside.y },
          ],
          headed: true,
        },
      ];
    default:
      return [{ id: 'down', points: [upper, { x: upper.x, y: chip.y - 8 }], headed: false }];
  }
}

function shift(point: Point, by: number): Point {
  return { x: point.x + by, y: point.y };
}

function Arrow({ leg }: { readonly leg: Leg }) {
  const end = leg.points[leg.points.length - 1];
  const start = leg.points[0];
  if (end === undefined || start === undefined) return null;
  const down = end.y > start.y ? 1 : -1;
  const tip: Point = leg.headed ? { x: end.x, y: end.y - down * HEAD } : end;
  const path = draw([start, tip]) ?? '';
  return (
    <>
      <path className="stage-arrow" d={path} pathLength={1} />
      {leg.headed && <path className="stage-arrow-head" d={`M${end.x},${end.y - down}l-6,${-down * HEAD}h12z`} />}
    </>
  );
}

/** Dotted: what goes between the arrow and the VMCS. Only transitions that move state have streams. */
function Streams({ crossing, place }: Props) {
  const t = useT();
  const { chip, vmcs, vmm } = place;
  const room = vmcs.x + vmcs.width - (chip.x + chip.width);
  const x = Math.max(vmcs.x + vmcs.width - 20, chip.x + chip.width - 14);
  const exits = crossing.saved > 0;
  if (!exits && crossing.loaded === 0) return null;
  const toVmcs = `M${x},${vmcs.y + vmcs.height + 1}V${chip.y + chip.height / 2}H${chip.x + chip.width}`;
  const middle = vmcs.y + vmcs.height / 2;
  return (
    <g className="stage-stream">
      {room > 24 && <path d={toVmcs} />}
      {exits && <path d={`M${vmcs.x},${middle}H${vmm.x + vmm.width}`} />}
      {room > 110 && (
        <text x={x - 8} y={chip.y + chip.height / 2 + 16} textAnchor="end" className="stage-words">
          {t(exits ? 'panels.stage.savedCount' : 'panels.stage.loadedCount', {
            count: exits ? crossing.saved : crossing.loaded,
          })}
        </text>
      )}
    </g>
  );
}
