/** Why a program of the page cannot be booted: code → English text, `{name}` stands for a value. */
export const bootMessages = {
  'no-instructions': 'the program has no instructions',
  'section-below-program':
    'section {section} begins at {start}, where the lab keeps its tables; programs begin at {lowest} or above (say "org {lowest}" or include lab.inc)',
  'section-beyond-memory': "section {section} ends at {end}, beyond the machine's {memory} MiB of memory",
  'no-64-bit-mode':
    'the processor model "{model}" has no Intel 64, and the lab starts programs in 64-bit mode; choose another model, or boot it as a boot sector or Multiboot kernel',
} as const;

export type BootMessage = keyof typeof bootMessages;
