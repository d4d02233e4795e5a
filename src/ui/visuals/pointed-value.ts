import type { WriteTarget } from '../../protocol/commands';
import type { VmcsFieldId } from '../../protocol/snapshot';

/**
 * Every value that can be changed by hand or asked for its writer says what it is in its attribute `data-value`, so that one
 * set of tools serves all panels, and a row costs nothing until somebody points at it.
 */
export const registerValue = (name: string, bits: number): string => `register ${name} ${bits}`;
export const memoryValue = (space: 'linear' | 'physical', address: bigint): string => `memory ${space} ${address}`;
export const fieldValue = (pointer: bigint, field: VmcsFieldId, bits: number): string =>
  `field ${field} ${bits} ${pointer}`;

export interface PointedValue {
  readonly target: WriteTarget;
  /** How wide it is. */
  readonly bits: number;
}

/** What such an attribute says; null when it says nothing known. */
export function parseValue(attribute: string): PointedValue | null {
  const [kind, first = '', second = '', third = ''] = attribute.split(' ');
  switch (kind) {
    case 'register':
      return { target: { kind: 'register', name: first }, bits: Number(second) };
    case 'memory':
      return {
        target: { kind: 'memory', space: first === 'physical' ? 'physical' : 'linear', address: BigInt(second) },
        bits: 8,
      };
    case 'field':
      return {
        target: { kind: 'vmcs-field', pointer: BigInt(third), field: first as VmcsFieldId },
        bits: Number(second),
      };
    default:
      return null;
  }
}
