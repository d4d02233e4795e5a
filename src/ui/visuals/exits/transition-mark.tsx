import type { TransitionView } from '../../../protocol/snapshot';
import { transitionClass } from '../exit-class';
import { ExitMark } from '../exit-mark';
import './transition-mark.css';

/** The mark of a transition: its exit class's shape, an arrow down for an entry, a red cross for a failure. */
export function TransitionMark({ transition }: { readonly transition: TransitionView }) {
  const kind = transitionClass(transition);
  if (transition.kind === 'vm-exit' && kind !== null) return <ExitMark kind={kind} />;
  return (
    <svg
      className="transition-mark"
      data-kind={transition.kind}
      width={12}
      height={12}
      viewBox="-6 -6 12 12"
      aria-hidden="true"
    >
      <path d={PATHS[transition.kind] ?? ''} />
    </svg>
  );
}

const CROSS = 'M-4,-4L4,4M4,-4L-4,4';
const PATHS: Readonly<Partial<Record<TransitionView['kind'], string>>> = {
  'vm-entry': 'M0,-5V4M-3.5,0.5L0,4.5L3.5,0.5',
  vmxon: 'M0,5V-4M-3.5,-0.5L0,-4.5L3.5,-0.5',
  vmxoff: 'M0,-5V4M-3.5,0.5L0,4.5L3.5,0.5',
  'vm-fail': CROSS,
  'entry-failure': CROSS,
  'vmx-abort': CROSS,
};
