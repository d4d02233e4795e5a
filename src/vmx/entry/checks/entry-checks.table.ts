import { apicVirtualizationChecks } from './apic-virtualization-checks.table';
import type { EntryCheck } from './entry-check';
import { entryControlChecks } from './entry-control-checks.table';
import { eptControlChecks } from './ept-control-checks.table';
import { executionControlChecks } from './execution-control-checks.table';
import { exitControlChecks } from './exit-control-checks.table';
import { guestDescriptorTableChecks } from './guest-descriptor-table-checks.table';
import { guestNonRegisterChecks } from './guest-non-register-checks.table';
import { guestPdpteChecks } from './guest-pdpte-checks.table';
import { guestRegisterChecks } from './guest-register-checks.table';
import { guestRipRflagsChecks } from './guest-rip-rflags-checks.table';
import { guestSegmentChecks } from './guest-segment-checks.table';
import { hostStateChecks } from './host-state-checks.table';
import { managedPagingChecks } from './managed-paging-checks.table';

/**
 * Every VM-entry check, in the order in which VMXray looks for the failure to report: controls, host state, guest state.
 * The manual fixes only that guest state comes last. SDM Vol. 3, chapter "VM Entries".
 */
export const entryChecks = [
  ...executionControlChecks,
  ...apicVirtualizationChecks,
  ...eptControlChecks,
  ...managedPagingChecks,
  ...exitControlChecks,
  ...entryControlChecks,
  ...hostStateChecks,
  ...guestRegisterChecks,
  ...guestSegmentChecks,
  ...guestDescriptorTableChecks,
  ...guestRipRflagsChecks,
  ...guestNonRegisterChecks,
  ...guestPdpteChecks,
] as const satisfies readonly EntryCheck[];

/** Key of a check's sentences. */
export type CheckText = (typeof entryChecks)[number]['text'];
