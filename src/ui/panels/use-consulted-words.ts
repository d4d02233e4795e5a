import { useCallback, useEffect, useState } from 'react';
import type { Decision, VmcsView } from '../../protocol/snapshot';
import { readMemory } from '../../stores/actions';
import { useSimulator } from '../../stores/simulator-store';
import type { DecisionStep } from '../../vmx/explain/decision';
import { fieldBits } from '../../vmx/vmcs/vmcs-field-encoding';
import { vmcsField } from '../../vmx/vmcs/vmcs-fields.table';
import type { ConsultedWord, ConsultedWords } from '../visuals/why/decision-steps';

const BITMAPS: ReadonlySet<DecisionStep['word']> = new Set([
  'io-bitmap-a',
  'io-bitmap-b',
  'msr-bitmap',
  'vmread-bitmap',
  'vmwrite-bitmap',
]);

interface MemoryPiece {
  readonly step: DecisionStep;
  readonly word: ConsultedWord;
}

/** Where in physical memory the word of a step lies, and which bits it has. */
interface MemoryPlace {
  readonly address: bigint;
  readonly firstBit: number;
  readonly width: 32 | 64;
}

/**
 * The word that the deciding step of a decision looked at, for drawing: a field of the VMCS, 32 bits of a bitmap in
 * memory, or an entry of EPT or of the sub-page-permission table. A word whose bit is no longer what decided (the VMM has written it since) is not shown.
 */
export function useConsultedWords(decision: Decision | null): ConsultedWords {
  const vmcs = useSimulator((state) => state.snapshot?.vmcs ?? null);
  const running = useSimulator((state) => state.snapshot?.running ?? false);
  const [piece, setPiece] = useState<MemoryPiece | null>(null);
  const deciding = decision?.steps[decision.steps.length - 1] ?? null;
  const place = deciding === null ? null : placeInMemory(vmcs, deciding);
  const address = place?.address ?? null;

  useEffect(() => {
    setPiece(null);
    if (deciding === null || address === null || running) return;
    const { firstBit, width } = bitsInMemory(deciding);
    let wanted = true;
    readMemory({ space: 'physical', address, length: width / 8 }).then(
      ({ bytes }) => {
        if (!wanted || bytes.includes(null)) return;
        const value = bytes.reduce<bigint>((word, byte, n) => word | (BigInt(byte ?? 0) << BigInt(8 * n)), 0n);
        setPiece({ step: deciding, word: { value, width, firstBit } });
      },
      // A machine that went away meanwhile has nothing to draw.
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [deciding, address, running]);

  return useCallback(
    (step) => {
      const word = isInMemory(step) ? (piece?.step === step ? piece.word : null) : toWord(vmcs, step);
      if (word === null || step.word === 'cr3-target-values') return null;
      const bit = (word.value >> BigInt(step.bit - word.firstBit)) & 1n;
      return bit === BigInt(step.value) ? word : null;
    },
    [piece, vmcs],
  );
}

/** Entries of tables that EPT leads to: their decisions tell where they lie. */
const isEntry = ({ word }: DecisionStep): boolean => word === 'ept-entry' || word === 'spp-entry';

const isInMemory = (step: DecisionStep): boolean => BITMAPS.has(step.word) || isEntry(step);

function bitsInMemory(step: DecisionStep): Pick<MemoryPlace, 'firstBit' | 'width'> {
  return isEntry(step) ? { firstBit: 0, width: 64 } : { firstBit: step.bit & ~31, width: 32 };
}

function placeInMemory(vmcs: VmcsView | null, step: DecisionStep): MemoryPlace | null {
  const bits = bitsInMemory(step);
  if (isEntry(step)) {
    const { address } = step.values ?? {};
    return typeof address === 'string' ? { address: BigInt(address), ...bits } : null;
  }
  const base = BITMAPS.has(step.word) ? fieldValue(vmcs, step) : null;
  return base === null ? null : { address: base + BigInt(bits.firstBit / 8), ...bits };
}

function fieldValue(vmcs: VmcsView | null, step: DecisionStep): bigint | null {
  return vmcs?.fields[step.field] ?? null;
}

function toWord(vmcs: VmcsView | null, step: DecisionStep): ConsultedWord | null {
  const value = fieldValue(vmcs, step);
  if (value === null) return null;
  // Four fields of 64 bits make one bitmap, whose bits are numbered through.
  if (step.word === 'eoi-exit-bitmap') return { value, width: 64, firstBit: step.bit & ~63 };
  const wide = fieldBits(vmcsField(step.field).width) === 64 && step.bit > 31;
  return { value: wide ? value : value & 0xffff_ffffn, width: wide ? 64 : 32, firstBit: 0 };
}
