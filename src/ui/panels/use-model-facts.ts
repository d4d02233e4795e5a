import { useEffect, useState } from 'react';
import type { ModelFacts } from '../../protocol/model-facts';
import { readModelFacts } from '../../stores/model-actions';

/** What every model shows of its VMX; null until the worker has answered. */
export function useModelFacts(): readonly ModelFacts[] | null {
  const [facts, setFacts] = useState<readonly ModelFacts[] | null>(null);
  useEffect(() => {
    let wanted = true;
    readModelFacts().then(
      (answer) => {
        if (wanted) setFacts(answer);
      },
      // A worker that went away is told of by itself.
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, []);
  return facts;
}
