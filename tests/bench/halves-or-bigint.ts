import type { Operation } from '../../src/cpu/decode/instruction';
import { coreOperations } from '../../src/cpu/execute';
import { getGpr, modifyRmBig, readRmBig, setGpr, storeRmBig } from '../../src/cpu/execute/operands';
import type { Processor } from '../../src/cpu/processor';
import { LAZY_CARRY, LAZY_RESULT, LAZY_SIGN, LAZY_VALID } from '../../src/cpu/registers/flags';
import { run } from '../../src/cpu/step';
import { coreProcessor, loadCode, setRegister } from '../support/core-processor';

/**
 * Measures 64-bit additions, subtractions and moves as halves (src/cpu/execute) and as BigInt (below), in the real step
 * loop and with the same lazy flags, so that the choice in src/cpu/README.md can be measured again:
 *   node -e "import('./build/build-command-line.mjs').then((m) => m.bundleForNode(process.argv[1], process.argv[2]))" \
 *     tests/bench/halves-or-bigint.ts /tmp/choice.mjs
 *   node /tmp/choice.mjs
 */

function note(p: Processor, result: bigint, carries: bigint): bigint {
  const s = p.s;
  const low = Number(BigInt.asIntN(32, result));
  const high = Number(BigInt.asIntN(32, result >> 32n));
  s[LAZY_VALID] = 1;
  s[LAZY_RESULT] = high === 0 ? low : low | 0x100;
  s[LAZY_SIGN] = high;
  s[LAZY_CARRY] = Number(BigInt.asIntN(32, carries >> 32n)) & ~0x3fff_ffff;
  return result;
}

const addBig = (p: Processor, a: bigint, b: bigint): bigint => {
  const r = BigInt.asUintN(64, a + b);
  return note(p, r, (a & b) | ((a | b) & ~r));
};
const subBig = (p: Processor, a: bigint, b: bigint): bigint => {
  const r = BigInt.asUintN(64, a - b);
  return note(p, r, (~a & b) | ((~a | b) & r));
};

const BIGINT: readonly [string, Operation][] = [
  ['add.EG8r', (p, i) => setGpr(p, i.rm, addBig(p, getGpr(p, i.rm), getGpr(p, i.reg)))],
  ['add.EG8m', (p, i) => storeRmBig(p, i, addBig(p, modifyRmBig(p, i), getGpr(p, i.reg)))],
  ['sub.EG8r', (p, i) => setGpr(p, i.rm, subBig(p, getGpr(p, i.rm), getGpr(p, i.reg)))],
  ['cmp.EG8r', (p, i) => void subBig(p, getGpr(p, i.rm), getGpr(p, i.reg))],
  ['mov.EG8r', (p, i) => setGpr(p, i.rm, getGpr(p, i.reg))],
  ['mov.GE8m', (p, i) => setGpr(p, i.reg, readRmBig(p, i))],
];

/** again: add rax, rbx; add [rsi], rax; mov rdx, [rsi]; sub rdx, rbx; mov rcx, rdx; cmp rcx, rax; add rbx, rcx; jmp again */
const LOOP = '4801d8 480106 488b16 4829da 4889d1 4839c1 4801cb ebe9';

function measure(name: string, operations: ReadonlyMap<string, Operation>): void {
  const p = coreProcessor(64, 0x10_0000, operations);
  loadCode(p, LOOP);
  setRegister(p, 0, 0x1234_5678_9abc_def0n);
  setRegister(p, 3, 0x0fed_cba9_8765_4321n);
  setRegister(p, 6, 0x8000n);
  run(p, 2_000_000);
  const steps = 10_000_000;
  const figures: number[] = [];
  for (let round = 0; round < 5; round++) {
    const before = process.cpuUsage();
    run(p, steps);
    const used = process.cpuUsage(before);
    figures.push(steps / (used.user + used.system));
  }
  process.stdout.write(
    `${name}: ${figures.map((mips) => mips.toFixed(1)).join(' ')} million instructions per CPU second\n`,
  );
}

measure('halves', coreOperations);
measure('BigInt', new Map([...coreOperations, ...BIGINT]));
