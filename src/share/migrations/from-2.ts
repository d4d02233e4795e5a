/**
 * Form 3 says how many processors the machine has, and edits by hand may say of which one. Form 2 says neither: one, and
 * whose turn it is. It was read by the same schema otherwise.
 */
export function from2(data: unknown): unknown {
  return { ...(data as object), version: 3 };
}
