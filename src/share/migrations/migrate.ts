import { SCHEMA_VERSION } from '../work';
import { from1 } from './from-1';
import { from2 } from './from-2';

/** Entry k brings form k + 1 to form k + 2. A form that was ever in a link stays here for good. */
const steps: readonly ((data: unknown) => unknown)[] = [from1, from2];

/** Brings what a text held to the present form, step by step. null when its version is newer than this page or none. */
export function migrate(data: unknown): unknown {
  const version = versionOf(data);
  if (version === null || version > SCHEMA_VERSION) return null;
  return steps.slice(version - 1).reduce((form, step) => step(form), data);
}

/** The version that a form names; null when it names none. */
export function versionOf(data: unknown): number | null {
  if (typeof data !== 'object' || data === null || !('version' in data)) return null;
  const { version } = data;
  return Number.isSafeInteger(version) && (version as number) >= 1 ? (version as number) : null;
}
