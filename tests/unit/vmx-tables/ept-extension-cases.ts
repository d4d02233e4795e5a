import { everything } from '../../../src/models/everything';
import { capabilitiesOf } from '../../../src/vmx/capabilities/capabilities-of';
import { baselineFields, type Fields } from '../../support/baseline-vmcs';
import type { CheckCase } from './entry-check-cases';

/** What younger extensions of EPT add to the cases of entry-check-cases.ts. */

const PRIMARY = baselineFields(capabilitiesOf(everything), 0n, 0n)['primary-processor-based-controls'] ?? 0n;
const ACTIVATE_SECONDARY = 1n << 31n;
const ENABLE_EPT = 1n << 1n;
const SUB_PAGES = 1n << 23n;
const BEYOND = 1n << 46n;

const secondary = (mask: bigint): Fields => ({
  'primary-processor-based-controls': PRIMARY | ACTIVATE_SECONDARY,
  'secondary-processor-based-controls': mask,
  'ept-pointer': 0x20_005en,
});
const subPages = (pointer: bigint): CheckCase => ({
  fields: { ...secondary(ENABLE_EPT | SUB_PAGES), 'sub-page-permission-table-pointer': pointer },
});

/** A VMCS that breaks each row. */
export const eptExtensionCases: Readonly<Record<string, CheckCase>> = {
  'sub-page-write-permissions-needs-ept': { fields: secondary(SUB_PAGES) },
  'sub-page-permission-table-pointer-aligned': subPages(0x20_8800n),
  'sub-page-permission-table-pointer-width': subPages(BEYOND),
};

/** What the rows let pass. */
export const eptExtensionPasses: Readonly<Record<string, CheckCase>> = {
  'a sub-page-permission table': subPages(0x20_8000n),
  'the pointer of a sub-page-permission table that does not count': {
    fields: { ...secondary(ENABLE_EPT), 'sub-page-permission-table-pointer': BEYOND | 1n },
  },
};
