/** Exceptions by vector. SDM Vol. 3: "Exception and Interrupt Reference". */
export const exceptions: readonly {
  readonly vector: number;
  readonly mnemonic: string;
  readonly name: string;
  readonly errorCode: boolean;
}[] = [
  { vector: 0, mnemonic: '#DE', name: 'Divide error', errorCode: false },
  { vector: 1, mnemonic: '#DB', name: 'Debug exception', errorCode: false },
  { vector: 2, mnemonic: 'NMI', name: 'Non-maskable interrupt', errorCode: false },
  { vector: 3, mnemonic: '#BP', name: 'Breakpoint', errorCode: false },
  { vector: 4, mnemonic: '#OF', name: 'Overflow', errorCode: false },
  { vector: 5, mnemonic: '#BR', name: 'BOUND range exceeded', errorCode: false },
  { vector: 6, mnemonic: '#UD', name: 'Invalid opcode', errorCode: false },
  { vector: 7, mnemonic: '#NM', name: 'Device not available', errorCode: false },
  { vector: 8, mnemonic: '#DF', name: 'Double fault', errorCode: true },
  { vector: 10, mnemonic: '#TS', name: 'Invalid TSS', errorCode: true },
  { vector: 11, mnemonic: '#NP', name: 'Segment not present', errorCode: true },
  { vector: 12, mnemonic: '#SS', name: 'Stack fault', errorCode: true },
  { vector: 13, mnemonic: '#GP', name: 'General protection', errorCode: true },
  { vector: 14, mnemonic: '#PF', name: 'Page fault', errorCode: true },
  { vector: 16, mnemonic: '#MF', name: 'x87 floating-point error', errorCode: false },
  { vector: 17, mnemonic: '#AC', name: 'Alignment check', errorCode: true },
  { vector: 18, mnemonic: '#MC', name: 'Machine check', errorCode: false },
  { vector: 19, mnemonic: '#XM', name: 'SIMD floating-point exception', errorCode: false },
  { vector: 20, mnemonic: '#VE', name: 'Virtualization exception', errorCode: false },
  { vector: 21, mnemonic: '#CP', name: 'Control protection exception', errorCode: true },
];

/** "#PF", or "vector 0x20" for a vector without a name. */
export const exceptionName = (vector: number): string =>
  exceptions.find((row) => row.vector === vector)?.mnemonic ?? `vector 0x${vector.toString(16)}`;
