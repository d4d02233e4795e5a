/** User state of a processor as the executor takes and gives it (executor.c). */
export interface NativeState {
  readonly gpr: readonly bigint[];
  readonly rflags: number;
  readonly fxsave: Uint8Array;
  readonly memory: Uint8Array;
}

export const GENERAL_REGISTERS = [
  'rax',
  'rcx',
  'rdx',
  'rbx',
  'rsp',
  'rbp',
  'rsi',
  'rdi',
  'r8',
  'r9',
  'r10',
  'r11',
  'r12',
  'r13',
  'r14',
  'r15',
] as const;

export interface NativeCase {
  readonly name: string;
  readonly bits: 32 | 64;
  readonly code: Uint8Array;
  /** Flags that the manual defines for this case. */
  readonly flags: number;
  readonly before: NativeState;
}

/** What the instruction did: the state afterwards, or the vector of the exception. */
export type NativeResult = { readonly after: NativeState; readonly rip: number } | { readonly exception: number };

export const CODE_ADDRESS = 0x9_0000;
export const MEMORY_ADDRESS = 0x8_0400;
export const MEMORY_BYTES = 640;
export const FXSAVE_BYTES = 416;
export const CASE_BYTES = 8 + 16 + 128 + 8 + FXSAVE_BYTES + MEMORY_BYTES;
export const RESULT_BYTES = 8 + 128 + 16 + FXSAVE_BYTES + MEMORY_BYTES;
const SINGLE_STEP = 1;

/** Writes a case as executor.c reads it. */
export function encodeCase(one: NativeCase, into: DataView, at: number): void {
  into.setUint32(at, one.bits, true);
  into.setUint32(at + 4, one.code.length, true);
  const bytes = new Uint8Array(into.buffer, into.byteOffset + at, CASE_BYTES);
  bytes.fill(0, 8, 24);
  bytes.set(one.code, 8);
  for (const [n, value] of one.before.gpr.entries()) into.setBigUint64(at + 24 + n * 8, value, true);
  into.setBigUint64(at + 152, BigInt(one.before.rflags), true);
  bytes.set(one.before.fxsave, 160);
  bytes.set(one.before.memory, 160 + FXSAVE_BYTES);
}

/** Reads a result as executor.c writes it. */
export function decodeResult(bytes: Uint8Array): NativeResult {
  const view = new DataView(bytes.buffer, bytes.byteOffset, RESULT_BYTES);
  const trap = view.getUint32(0, true);
  if (trap !== SINGLE_STEP) return { exception: trap };
  return {
    rip: Number(view.getBigUint64(144, true)),
    after: {
      gpr: Array.from({ length: 16 }, (_, n) => view.getBigUint64(8 + n * 8, true)),
      rflags: view.getUint32(136, true),
      fxsave: bytes.slice(152, 152 + FXSAVE_BYTES),
      memory: bytes.slice(152 + FXSAVE_BYTES, RESULT_BYTES),
    },
  };
}
