import { lazy, Suspense } from 'react';
import { useSimulator } from '../../stores/simulator-store';

const ProcessorChoice = lazy(() => import('./processor-choice'));

/** The choice of the processor to look at, where there are several. */
export function ProcessorChoiceHost() {
  const several = useSimulator((state) => (state.snapshot?.processors.length ?? 1) > 1);
  return (
    several && (
      <div className="processor-choice">
        <Suspense>
          <ProcessorChoice />
        </Suspense>
      </div>
    )
  );
}
