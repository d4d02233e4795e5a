import type { Translate } from '../../../i18n/i18n';

const MODES = ['0', '1', '2', '3', '4', '5', '6', '7'] as const;

/** Name of a delivery mode as the ICR, the LVT and redirection entries number them. */
export const deliveryText = (t: Translate, mode: number): string => t(`interrupts.delivery.${MODES[mode & 7] ?? '3'}`);
