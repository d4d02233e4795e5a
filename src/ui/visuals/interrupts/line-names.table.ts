/** Which device of the board drives an interrupt line, as PCs are wired. The I/O APIC has line 0 on its input 2. */
const LINES: Readonly<Record<'8259' | 'io-apic', Readonly<Record<number, string>>>> = {
  '8259': { 0: '8254', 2: '8259A', 4: 'COM1', 8: 'RTC' },
  'io-apic': { 2: '8254', 4: 'COM1', 8: 'RTC' },
};

/** Name of the device behind an input; null when nothing of the board is. */
export const lineName = (controller: keyof typeof LINES, input: number): string | null =>
  LINES[controller][input] ?? null;
