import { useEffect, useState } from 'react';

/** True once `value` has been true for `delay` milliseconds; what is over sooner shows no sign of having been. */
export function useDelayed(value: boolean, delay: number): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!value) {
      setLate(false);
      return;
    }
    const timer = setTimeout(() => setLate(true), delay);
    return () => clearTimeout(timer);
  }, [value, delay]);
  return value && late;
}
