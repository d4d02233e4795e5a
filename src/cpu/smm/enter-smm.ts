import { SMI_CYCLES } from '../interrupts/delivery-cost.table';
import { smiBlock } from '../interrupts/event-block';
import { physicalWrite16, physicalWrite32 } from '../mmu/physical';
import type { Processor } from '../processor';
import { CR0_EM, CR0_PE, CR0_PG, CR0_TS, loadCr0, loadCr4, loadEfer } from '../registers/control-registers';
import { setRflags, settleFlags } from '../registers/flags';
import { setCpl } from '../registers/privilege';
import { setSegment } from '../registers/segments';
import {
  ACTIVITY,
  CR0,
  CS,
  CYCLES,
  DR,
  DS,
  ES,
  FS,
  GS,
  INTERRUPTIBILITY,
  MONITOR_ARMED,
  PENDING,
  PENDING_DEBUG,
  PENDING_SMI,
  RIP,
  SMBASE,
  SS,
} from '../state/processor-layout';
import { AUTO_HALT_RESTART, REVISION_IDENTIFIER, SMBASE_FIELD, stateSaveMap } from './state-save-map';
import { BLOCKED_BY_SMI } from './system-management-mode';

const ACTIVE = 0;
const HLT = 1;
const BLOCKED_BY_NMI = 8;
/** SMBASE can be moved (bit 17); I/O instructions are not restarted (bit 16), for no SMI comes out of one. */
const REVISION = 0x2_0100;
const DATA_SEGMENT = 0x8093;
const LIMIT_4_GIB = -1;
const ENTRY_POINT = 0x8000n;

/**
 * Takes an SMI at an instruction boundary: saves the state at SMBASE, and goes on at SMBASE + 0x8000 with SMIs, NMIs and INIT
 * held back. False while one is already being handled, and in wait-for-SIPI. SDM Vol. 3: "Entering SMM"; "SMI
 * Handler Execution Environment".
 */
export function takeSmi(p: Processor): boolean {
  const { s } = p;
  if (smiBlock(p) !== null) return false;
  s[PENDING] &= ~PENDING_SMI;
  p.intercepts?.enterSmm?.(p);
  saveState(p);
  loadEntryState(p);
  p.f[CYCLES] += SMI_CYCLES;
  return true;
}

function saveState(p: Processor): void {
  const { s } = p;
  settleFlags(p);
  const base = (s[SMBASE] >>> 0) + 0x8000;
  for (const { offset, word } of stateSaveMap) physicalWrite32(p, base + offset, s[word] as number);
  physicalWrite32(p, base + SMBASE_FIELD, s[SMBASE] as number);
  physicalWrite32(p, base + REVISION_IDENTIFIER, REVISION);
  physicalWrite16(p, base + AUTO_HALT_RESTART, s[ACTIVITY] === HLT ? 1 : 0);
}

/** SDM Vol. 3: "SMI Handler Execution Environment", initial register values. */
function loadEntryState(p: Processor): void {
  const { s, q } = p;
  setRflags(p, 2);
  loadCr0(p, BigInt((s[CR0] & ~(CR0_PE | CR0_EM | CR0_TS | CR0_PG)) >>> 0));
  loadCr4(p, 0n);
  loadEfer(p, 0n);
  q[(DR >> 1) + 7] = 0x400n;
  const smbase = s[SMBASE] >>> 0;
  setSegment(p, CS, (smbase >>> 4) & 0xffff, BigInt(smbase), LIMIT_4_GIB, DATA_SEGMENT);
  for (const segment of [ES, SS, DS, FS, GS]) setSegment(p, segment, 0, 0n, LIMIT_4_GIB, DATA_SEGMENT);
  setCpl(p, 0);
  q[RIP >> 1] = ENTRY_POINT;
  s[ACTIVITY] = ACTIVE;
  s[MONITOR_ARMED] = 0;
  s[INTERRUPTIBILITY] = BLOCKED_BY_SMI | BLOCKED_BY_NMI;
  q[PENDING_DEBUG >> 1] = 0n;
}
