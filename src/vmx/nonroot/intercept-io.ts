import type { Instruction } from '../../cpu/decode/instruction';
import { PREFIX_REP, PREFIX_REPNE } from '../../cpu/decode/instruction';
import { physicalRead8 } from '../../cpu/mmu/physical';
import { joinPhysical } from '../../cpu/state/address';
import { ADDRESS } from '../../cpu/state/processor-layout';
import { stringIoInformation } from '../exit/instruction-information';
import { vmExit } from '../exit/vm-exit';
import { F } from '../vmcs/vmcs-region';
import type { VmxContext } from '../vmx-context';
import { conclude, consult, consultBit, consultedControl, controlRule, decideByControl, type StepName } from './decide';
import { beginInstructionExit } from './intercept-instructions';
import { operandRules } from './operand-rules.table';

const useIoBitmaps = consultedControl({ word: 'primary-processor-based', id: 'use-io-bitmaps' });
const unconditional = controlRule(operandRules.unconditionalIo);
const BITMAP_A = F['io-bitmap-a'];
const BITMAP_B = F['io-bitmap-b'];
const portName = (port: number): StepName => ({ text: 'port', values: { port: `0x${port.toString(16)}` } });

/** IN, OUT, INS and OUTS. SDM Vol. 3: "Instructions That Cause VM Exits Conditionally"; "I/O-Bitmap Addresses". */
export function interceptIo(c: VmxContext, i: Instruction, port: number, size: number, input: boolean): boolean {
  const string = i.operation === 'ins' || i.operation === 'outs';
  const subject = c.detailed ? `${string ? i.operation : input ? 'in' : 'out'} 0x${port.toString(16)}` : 'i/o';
  if (!ioExits(c, port, size, subject)) return false;
  const exit = beginInstructionExit(c, i, operandRules.ioBitmap.reason, input ? 'in' : 'out');
  const repeated = string && (i.prefixes & (PREFIX_REP | PREFIX_REPNE)) !== 0;
  exit.qualificationLow =
    (size - 1) |
    (input ? 8 : 0) |
    (string ? 0x10 : 0) |
    (repeated ? 0x20 : 0) |
    (hasImmediatePort(i) ? 0x40 : 0) |
    (port << 16);
  if (string) {
    exit.cause = i.operation;
    exit.hasLinearAddress = true;
    exit.linearLow = c.p.s[ADDRESS];
    exit.linearHigh = c.p.s[ADDRESS + 1];
    exit.hasInstructionInfo = true;
    exit.instructionInfo = stringIoInformation(i, input);
  }
  vmExit(c);
  return true;
}

const hasImmediatePort = (i: Instruction): boolean => i.operation.endsWith('_immediate');

function ioExits(c: VmxContext, port: number, size: number, subject: string): boolean {
  if (consult(c, useIoBitmaps) === 0) return decideByControl(c, unconditional, subject);
  if (port + size > 0x1_0000) return conclude(c, operandRules.ioWrap, 1, subject);
  const region = c.region;
  const words = c.p.image.i32;
  let value: 0 | 1 = 0;
  for (let at = port; at < port + size && value === 0; at++) {
    const inB = at >= 0x8000;
    const bit = at & 0x7fff;
    const field = region + (inB ? BITMAP_B : BITMAP_A);
    const byte = physicalRead8(c.p, joinPhysical(words[field], words[field + 1]) + (bit >>> 3));
    value = ((byte >>> (bit & 7)) & 1) === 0 ? 0 : 1;
    consultBit(c, inB ? 'io-bitmap-b' : 'io-bitmap-a', inB ? 'io-bitmap-b' : 'io-bitmap-a', bit, value, (n) =>
      portName(inB ? n + 0x8000 : n),
    );
  }
  return conclude(c, operandRules.ioBitmap, value, subject);
}
