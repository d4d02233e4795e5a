import { bisector } from 'd3-array';
import type { ProgramSymbol } from '../../../asm/program';

/** Says which label an address belongs to: "vmexit" or "guest_entry+2"; null when none is near. */
export type SymbolNames = (address: bigint) => string | null;

/** Beyond this distance a label says nothing about an address. */
const FARTHEST = 0x1000n;

const byValue = bisector((symbol: ProgramSymbol) => symbol.value).right;

export function createSymbolNames(symbols: readonly ProgramSymbol[]): SymbolNames {
  const labels = symbols
    .filter((symbol) => symbol.kind === 'label')
    .sort((a, b) => (a.value < b.value ? -1 : a.value > b.value ? 1 : 0));
  return (address) => {
    const label = labels[byValue(labels, address) - 1];
    if (label === undefined || address - label.value >= FARTHEST) return null;
    const distance = address - label.value;
    return distance === 0n ? label.name : `${label.name}+${distance}`;
  };
}
