/**
 * Names of the 64-bit general registers by their number in instructions. SDM Vol. 2: table "Register Codes Associated With
 * +rb, +rw, +rd, +ro".
 */
export const GENERAL_REGISTERS = [
  'RAX',
  'RCX',
  'RDX',
  'RBX',
  'RSP',
  'RBP',
  'RSI',
  'RDI',
  'R8',
  'R9',
  'R10',
  'R11',
  'R12',
  'R13',
  'R14',
  'R15',
] as const;
