/** Why a program of the page cannot be booted: code → English text, `{name}` stands for a value. */
export const bootMessages = {
  'no-instructions': 'the program has no instructions',
  'section-below-program':
    'section {section} begins at {start}, where the lab keeps its tables; programs begin at {lowest} or above (say "org {lowest}" or include lab.inc)',
  'section-beyond-memory': "section {section} ends at {end}, beyond the machine's {memory} MiB of memory",
} as const;

export type BootMessage = keyof typeof bootMessages;
