import { checkRows, control, INVALID_CONTROLS } from './check-helpers';
import { activatedSettings, allowedSettings } from './execution-control-checks.table';
import { msrArea } from './msr-area-check';

const preemptionTimer = control('pin-based', 'activate-vmx-preemption-timer');
const savePreemptionTimer = control('vm-exit', 'save-vmx-preemption-timer-value');

/** SDM: "VM-Exit Control Fields" under "Checks on VMX Controls". */
export const exitControlChecks = checkRows('VM-Exit Control Fields', 'controls', INVALID_CONTROLS, [
  ...allowedSettings('vm-exit', 'IA32_VMX_TRUE_EXIT_CTLS', (c) => c.vmExit),
  ...activatedSettings(
    'secondary-vm-exit',
    { word: 'vm-exit', id: 'activate-secondary-controls' },
    'IA32_VMX_EXIT_CTLS2',
    (c) => c.secondaryVmExitMayBeOne,
  ),
  {
    id: 'save-preemption-timer-needs-timer',
    fields: ['pin-based-controls', 'vm-exit-controls'],
    applies: savePreemptionTimer,
    holds: preemptionTimer,
    message:
      '“Save VMX-preemption timer value” (VM-exit controls, bit 22) is 1 while “Activate VMX-preemption timer” (pin-based controls, bit 6) is 0.',
    suggestion: 'Set “Activate VMX-preemption timer” too, or clear “Save VMX-preemption timer value”.',
  },
  ...msrArea('vm-exit-msr-store-address', 'vm-exit-msr-store-count', 'VM-exit MSR-store'),
  ...msrArea('vm-exit-msr-load-address', 'vm-exit-msr-load-count', 'VM-exit MSR-load'),
]);
