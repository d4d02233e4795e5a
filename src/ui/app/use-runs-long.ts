import { useEffect, useState } from 'react';
import { selectRunning } from '../../stores/selectors';
import { useSimulator } from '../../stores/simulator-store';

/** True once a command has been running for `delay` milliseconds. One that is over sooner draws nothing again. */
export function useRunsLong(delay: number): boolean {
  const [long, setLong] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = (running: boolean) => {
      clearTimeout(timer);
      if (running) timer = setTimeout(() => setLong(true), delay);
      else setLong(false);
    };
    look(selectRunning(useSimulator.getState()));
    const stop = useSimulator.subscribe((now, before) => {
      const running = selectRunning(now);
      if (running !== selectRunning(before)) look(running);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [delay]);
  return long;
}
