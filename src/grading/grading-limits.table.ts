/** What a submission may be and do; beyond it the result says which limit it met. */
export const gradingLimits = {
  /** Files of one submission. */
  files: 50,
  /** Characters of all its files together. */
  characters: 1_000_000,
  /** The same as bytes, where a submission is not read yet. */
  bytes: 4_000_000,
  /** Of a run, where the exercise says nothing else. */
  instructions: 10_000_000,
  /** VM entries, exits and failures of one run; a failure counts as `failureWeight`, for its checks take long. */
  transitions: 1_000_000,
  failureWeight: 100,
  /** Bytes of both consoles together. */
  output: 1_000_000,
  /** Diagnostics that a result holds. */
  diagnostics: 50,
} as const;
