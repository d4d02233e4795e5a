import { everything } from '../../../src/models/everything';
import { capabilitiesOf } from '../../../src/vmx/capabilities/capabilities-of';
import { baselineFields, type Fields } from '../../support/baseline-vmcs';
import type { CheckCase } from './entry-check-cases';

/** What younger extensions of EPT add to the cases of entry-check-cases.ts. */

const PRIMARY = baselineFields(capabilitiesOf(everything), 0n, 0n)['primary-processor-based-controls'] ?? 0n;
const ACTIVATE_SECONDARY = 1n << 31n;
const ENABLE_EPT = 1n << 1n;
const SUB_PAGES = 1n << 23n;
const ACTIVATE_TERTIARY = 1n << 17n;
const HLAT = 1n << 1n;
const BEYOND = 1n << 46n;

const secondary = (mask: bigint): Fields => ({
  'primary-processor-based-controls': PRIMARY | ACTIVATE_SECONDARY,
  'secondary-processor-based-controls': mask,
  'ept-pointer': 0x20_005en,
});
const subPages = (pointer: bigint): CheckCase => ({
  fields: { ...secondary(ENABLE_EPT | SUB_PAGES), 'sub-page-permission-table-pointer': pointer },
});
/** Tertiary controls beside EPT. */
const tertiary = (mask: bigint, more: Fields = {}, withEpt = ENABLE_EPT): CheckCase => ({
  fields: {
    ...secondary(withEpt),
    'primary-processor-based-controls': PRIMARY | ACTIVATE_SECONDARY | ACTIVATE_TERTIARY,
    'tertiary-processor-based-controls': mask,
    ...more,
  },
});

/** A VMCS that breaks each row. */
export const eptExtensionCases: Readonly<Record<string, CheckCase>> = {
  'sub-page-write-permissions-needs-ept': { fields: secondary(SUB_PAGES) },
  'sub-page-permission-table-pointer-aligned': subPages(0x20_8800n),
  'sub-page-permission-table-pointer-width': subPages(BEYOND),
  'enable-hlat-needs-ept': tertiary(HLAT, {}, 0n),
  'ept-paging-write-control-needs-ept': tertiary(1n << 2n, {}, 0n),
  'guest-paging-verification-needs-ept': tertiary(1n << 3n, {}, 0n),
  'hlat-pointer-reserved-bits': tertiary(HLAT, { 'hlat-pointer': 0x20_8020n }),
  'hlat-pointer-width': tertiary(HLAT, { 'hlat-pointer': BEYOND }),
  'hlat-prefix-size': tertiary(HLAT, { 'hlat-prefix-size': 2n }),
};

/** What the rows let pass. */
export const eptExtensionPasses: Readonly<Record<string, CheckCase>> = {
  'a sub-page-permission table': subPages(0x20_8000n),
  'HLAT of all addresses, its top table uncacheable and write-through': tertiary(HLAT, { 'hlat-pointer': 0x20_8018n }),
  'HLAT of the upper half': tertiary(HLAT, { 'hlat-pointer': 0x20_8000n, 'hlat-prefix-size': 1n }),
  'an HLAT pointer that does not count': tertiary(0n, { 'hlat-pointer': BEYOND | 1n, 'hlat-prefix-size': 9n }),
  'the pointer of a sub-page-permission table that does not count': {
    fields: { ...secondary(ENABLE_EPT), 'sub-page-permission-table-pointer': BEYOND | 1n },
  },
};
