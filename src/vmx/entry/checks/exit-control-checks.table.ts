import { checkRows, INVALID_CONTROLS } from './check-helpers';
import { allowedSettings } from './execution-control-checks.table';
import { msrArea } from './msr-area-check';

/** SDM: "VM-Exit Control Fields" under "Checks on VMX Controls". */
export const exitControlChecks = checkRows('VM-Exit Control Fields', 'controls', INVALID_CONTROLS, [
  ...allowedSettings('vm-exit', 'IA32_VMX_TRUE_EXIT_CTLS', (c) => c.vmExit),
  ...msrArea('vm-exit-msr-store-address', 'vm-exit-msr-store-count', 'VM-exit MSR-store'),
  ...msrArea('vm-exit-msr-load-address', 'vm-exit-msr-load-count', 'VM-exit MSR-load'),
]);
