import { type ControlQuestion, control } from './check-helpers';

/** The fields that a question about a secondary control reads. */
export const CONTROL_FIELDS = ['primary-processor-based-controls', 'secondary-processor-based-controls'] as const;

const activated = control('primary-processor-based', 'activate-secondary-controls');

/** The question whether a secondary control counts as 1. */
export function secondaryControl(id: string): ControlQuestion {
  const set = control('secondary-processor-based', id);
  return (c) => activated(c) && set(c);
}

export const activatesSecondaryControls: ControlQuestion = activated;
export const isUnrestricted = secondaryControl('unrestricted-guest');
