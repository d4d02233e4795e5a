import { symbol, symbolCircle, symbolCross, symbolDiamond, symbolSquare, symbolStar, symbolTriangle } from 'd3-shape';
import type { ExitClass } from '../../vmx/exit/exit-reasons.table';
import './exit-mark.css';

/** One shape per class of exit, so that colour is never the only sign. */
const SHAPES = {
  instruction: symbol(symbolCircle, 56)(),
  io: symbol(symbolSquare, 56)(),
  register: symbol(symbolTriangle, 52)(),
  memory: symbol(symbolDiamond, 52)(),
  event: symbol(symbolCross, 52)(),
  'vmx-instruction': symbol(symbolStar, 52)(),
} as const satisfies Record<ExitClass, string | null>;

/** The mark of an exit class as an SVG path around the origin; use inside an SVG. */
export function ExitMarkShape({ kind, transform }: { readonly kind: ExitClass; readonly transform?: string }) {
  const turned = kind === 'event' ? `${transform ?? ''} rotate(45)` : transform;
  return <path className="exit-mark" data-class={kind} d={SHAPES[kind] ?? ''} transform={turned} />;
}

/** The mark by itself, for lists and legends. The words beside it name the class. */
export function ExitMark({ kind }: { readonly kind: ExitClass }) {
  return (
    <svg className="exit-mark-icon" width={12} height={12} viewBox="-6 -6 12 12" aria-hidden="true">
      <ExitMarkShape kind={kind} />
    </svg>
  );
}
