/**
 * `after`, with each part of it that equals the same part of `before` replaced by that one. A snapshot comes from the worker
 * as a copy in which everything is new; what stayed as it was then stays the same object, and nothing that shows it is drawn
 * again. For plain data: objects, arrays and values.
 */
export function keepUnchanged<T>(before: unknown, after: T): T {
  if (!isObject(before) || !isObject(after) || before === after || Array.isArray(before) !== Array.isArray(after)) {
    return after;
  }
  const keys = Object.keys(after);
  let equal = keys.length === Object.keys(before).length;
  let kept: Record<string, unknown> | null = null;
  for (const key of keys) {
    const value = keepUnchanged(before[key], after[key]);
    equal &&= Object.is(value, before[key]) && key in before;
    if (value === after[key]) continue;
    kept ??= (Array.isArray(after) ? [...after] : { ...after }) as unknown as Record<string, unknown>;
    kept[key] = value;
  }
  return (equal ? before : (kept ?? after)) as T;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
