/** What people asked for cannot be: a key with its values for the page's language, and the same in English. */
export class ProblemError extends Error {
  constructor(
    readonly code: string,
    readonly params: Readonly<Record<string, string | number>>,
    message: string,
  ) {
    super(message);
    this.name = 'ProblemError';
  }
}
