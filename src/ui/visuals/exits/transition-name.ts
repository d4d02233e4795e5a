import { exitReasonName } from '../../../i18n/facts';
import type { Translate } from '../../../i18n/i18n';
import type { TransitionView } from '../../../protocol/snapshot';

/** A transition in a word or two: "CPUID", "VM entry · VMRESUME", "VMfail 7 · VMLAUNCH". */
export function transitionName(t: Translate, transition: TransitionView): string {
  const cause = transition.cause.toUpperCase();
  switch (transition.kind) {
    case 'vm-exit':
      return exitReasonName(transition.exitReason ?? 0);
    case 'vm-entry':
      return t('panels.exits.entry', { cause });
    case 'vm-fail':
      return t('panels.exits.fail', { cause, error: transition.error ?? 0 });
    case 'entry-failure':
      return exitReasonName(transition.exitReason ?? 0);
    case 'vmx-abort':
      return t('panels.exits.abort');
    default:
      return cause;
  }
}
