import type { Processor } from '../../../cpu/processor';
import { CR0_EM, CR0_TS, CR4_OSFXSR, CR4_OSXSAVE, CR4_VMXE, EFER_SCE } from '../../../cpu/registers/control-registers';
import { CR0, CR4, EFER } from '../../../cpu/state/processor-layout';
import { isSet } from './flag-facts';
import type { Finding, ModeFactRow } from './mode-fact-row';

/** Instructions that bits turn on and off. */
export const instructionFacts: readonly ModeFactRow<'instructions'>[] = [
  {
    id: 'system-calls',
    section: 'Fast System Calls in 64-Bit Mode',
    find: (p) => [isSet(p, EFER, EFER_SCE) ? 'system-calls-on' : 'system-calls-off', ['IA32_EFER.SCE']],
  },
  { id: 'x87', section: 'Control Registers', find: x87 },
  { id: 'sse', section: 'Control Registers', find: sse },
  {
    id: 'xsave',
    section: 'Enabling the XSAVE Feature Set and XSAVE-Enabled Features',
    find: (p) => (isSet(p, CR4, CR4_OSXSAVE) ? ['xsave-on', ['CR4.OSXSAVE', 'XCR0']] : ['xsave-off', ['CR4.OSXSAVE']]),
  },
  {
    id: 'vmx',
    section: 'Enabling and Entering VMX Operation',
    find: (p) => [isSet(p, CR4, CR4_VMXE) ? 'vmx-on' : 'vmx-off', ['CR4.VMXE']],
  },
];

function x87(p: Processor): Finding {
  if (isSet(p, CR0, CR0_EM)) return ['x87-off', ['CR0.EM']];
  return [isSet(p, CR0, CR0_TS) ? 'x87-switched' : 'x87-on', ['CR0.EM', 'CR0.TS']];
}

function sse(p: Processor): Finding {
  if (isSet(p, CR0, CR0_EM) || !isSet(p, CR4, CR4_OSFXSR)) return ['sse-off', ['CR0.EM', 'CR4.OSFXSR']];
  return [isSet(p, CR0, CR0_TS) ? 'sse-switched' : 'sse-on', ['CR0.EM', 'CR4.OSFXSR', 'CR0.TS']];
}
