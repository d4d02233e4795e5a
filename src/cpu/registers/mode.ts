import { isLongMode } from '../mmu/linear';
import type { Processor } from '../processor';
import { CPL, CR0, RFLAGS, SEGMENT_ACCESS, TR } from '../state/processor-layout';
import { VM } from './flags';

const CR0_PE = 1;
/** Bit 3 of a TSS descriptor's type: a 32-bit TSS. */
const WIDE_TSS = 8;

/** Real-address mode. SDM Vol. 3: "Modes of Operation". */
export const isRealMode = (p: Processor): boolean => (p.s[CR0] & CR0_PE) === 0;

/** Virtual-8086 mode. It exists only in protected mode, outside IA-32e mode. */
export const isVirtual8086 = (p: Processor): boolean => (p.s[RFLAGS] & VM) !== 0;

/** Real-address or virtual-8086 mode: selectors are paragraphs, not indices of descriptors. */
export const isRealOrVirtual8086 = (p: Processor): boolean => isRealMode(p) || isVirtual8086(p);

/** Whether the running code may do what IOPL guards. SDM Vol. 1: "I/O Privilege Level". */
export const hasIoPrivilege = (p: Processor): boolean => p.s[CPL] <= ((p.s[RFLAGS] >> 12) & 3);

/** Whether the task register holds a TSS of the 32-bit format or, in IA-32e mode, the 64-bit one. */
export const hasWideTaskState = (p: Processor): boolean => isLongMode(p) || (p.s[SEGMENT_ACCESS + TR] & WIDE_TSS) !== 0;
