import { useMemo } from 'react';
import { useSimulator } from '../../stores/simulator-store';
import { createSymbolNames, type SymbolNames } from '../visuals/decode/symbol-names';

/** Names of addresses in the program that the machine runs. */
export function useSymbolNames(): SymbolNames {
  const symbols = useSimulator((state) => state.symbols);
  return useMemo(() => createSymbolNames(symbols), [symbols]);
}
