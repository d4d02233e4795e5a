import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CASE_BYTES,
  decodeResult,
  encodeCase,
  MEMORY_ADDRESS,
  type NativeCase,
  type NativeResult,
  type NativeState,
  RESULT_BYTES,
} from './native-state';

/** Compiles executor.c (gcc) and returns the program's path. */
export function buildExecutor(): string {
  const program = join(mkdtempSync(join(tmpdir(), 'native-')), 'executor');
  execFileSync('gcc', ['-O1', '-Wall', '-o', program, new URL('executor.c', import.meta.url).pathname]);
  return program;
}

/** Runs cases on this machine's processor. */
export async function runNatively(program: string, cases: readonly NativeCase[]): Promise<NativeResult[]> {
  const input = new Uint8Array(cases.length * CASE_BYTES);
  const view = new DataView(input.buffer);
  for (const [k, one] of cases.entries()) encodeCase(one, view, k * CASE_BYTES);
  const child = spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const done = new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.stdout.on('end', resolve);
  });
  child.stdin.end(input);
  await done;
  const output = Buffer.concat(chunks);
  if (output.length !== cases.length * RESULT_BYTES)
    throw new Error(`the executor answered ${output.length / RESULT_BYTES} of ${cases.length} cases`);
  return cases.map((one, k) => {
    const result = decodeResult(output.subarray(k * RESULT_BYTES, (k + 1) * RESULT_BYTES));
    if (one.name === 'pushf' && 'after' in result) hideTrapFlag(result.after);
    return result;
  });
}

/** PUSHF stores the trap flag that the executor works with. */
function hideTrapFlag({ gpr, memory }: NativeState): void {
  memory[Number(gpr[4]) - MEMORY_ADDRESS + 1] &= 0xfe;
}
