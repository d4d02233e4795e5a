import type { Operation } from '../../decode/instruction';
import { GP, raise, raiseWithCode, UD } from '../../interrupts/fault';
import type { Processor } from '../../processor';
import { CR4_PKE } from '../../registers/control-registers';
import { writePkru } from '../../registers/protection-key-rights';
import { CR4, PKRU } from '../../state/processor-layout';
import { RAX, RCX, RDX, set32 } from './wide-registers';

function requireProtectionKeys(p: Processor): void {
  if ((p.s[CR4] & CR4_PKE) === 0) raise(p, UD);
  if (p.s[RCX] !== 0) raiseWithCode(p, GP, 0);
}

/** SDM Vol. 2: "RDPKRU—Read Protection Key Rights for User Pages". */
const rdpkru: Operation = (p) => {
  requireProtectionKeys(p);
  set32(p, RAX, p.s[PKRU]);
  set32(p, RDX, 0);
};

/** SDM Vol. 2: "WRPKRU—Write Data to User Page Key Register". */
const wrpkru: Operation = (p) => {
  requireProtectionKeys(p);
  if (p.s[RDX] !== 0) raiseWithCode(p, GP, 0);
  writePkru(p, p.s[RAX]);
};

export const protectionKeyOperations: readonly (readonly [string, Operation])[] = [
  ['rdpkru', rdpkru],
  ['wrpkru', wrpkru],
];
