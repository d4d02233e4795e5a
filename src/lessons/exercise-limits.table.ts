/** How large the parts of an exercise may be: characters of texts, lengths of lists. */
export const exerciseLimits = {
  title: 200,
  text: 20_000,
  goalText: 500,
  hint: 4_000,
  hints: 20,
  goals: 50,
  files: 20,
  file: 200_000,
  exits: 200,
  bytes: 256,
  consoleText: 4_000,
  memoryMib: 256,
  maxInstructions: 100_000_000,
} as const;
