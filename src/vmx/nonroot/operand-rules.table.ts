import type { InterceptRule } from './intercept-rule';

const CONDITIONAL = 'Instructions That Cause VM Exits Conditionally';
const BITMAPS = 'MSR-Bitmap Address';
const IO_BITMAPS = 'I/O-Bitmap Addresses';
const SHADOWING = 'VMCS Shadowing Bitmap Addresses';

/** Reads and writes of MSRs exit always while the MSR bitmaps are not used. */
const msrAlways = (name: string, reason: number): InterceptRule => ({
  id: `${name}-without-bitmaps`,
  subject: name,
  reason,
  sdm: CONDITIONAL,
  decidedBy: { word: 'primary-processor-based', id: 'use-msr-bitmaps' },
  exitsWhen: 0,
});
const msrBitmap = (name: string, reason: number): InterceptRule => ({
  id: `${name}-bitmap`,
  subject: name,
  reason,
  sdm: BITMAPS,
  decidedBy: 'msr-bitmap',
  exitsWhen: 1,
});
/** An MSR outside 0–0x1FFF and 0xC0000000–0xC0001FFF has no bit and exits always. */
const msrRange = (name: string, reason: number): InterceptRule => ({
  id: `${name}-out-of-range`,
  subject: name,
  reason,
  sdm: CONDITIONAL,
  decidedBy: 'nothing',
  exitsWhen: 1,
});

/** Rules of instructions whose operands count: ports, MSRs, control and debug registers. */
export const operandRules = {
  invlpg: {
    id: 'invlpg-exiting',
    subject: 'invlpg',
    reason: 14,
    sdm: CONDITIONAL,
    decidedBy: { word: 'primary-processor-based', id: 'invlpg-exiting' },
    exitsWhen: 1,
  },
  /** While the I/O bitmaps are not used. */
  unconditionalIo: {
    id: 'unconditional-io-exiting',
    subject: 'i/o',
    reason: 30,
    sdm: CONDITIONAL,
    decidedBy: { word: 'primary-processor-based', id: 'unconditional-io-exiting' },
    exitsWhen: 1,
  },
  /** Ports 0–0x7FFF are in bitmap A, the others in B; any bit set for a byte of the access exits. */
  ioBitmap: { id: 'io-bitmap', subject: 'i/o', reason: 30, sdm: IO_BITMAPS, decidedBy: 'io-bitmap-a', exitsWhen: 1 },
  /** With bitmaps in use, an access that wraps around the 16-bit port space exits whatever the bits say. */
  ioWrap: { id: 'io-port-wrap', subject: 'i/o', reason: 30, sdm: CONDITIONAL, decidedBy: 'nothing', exitsWhen: 1 },
  rdmsr: msrAlways('rdmsr', 31),
  wrmsr: msrAlways('wrmsr', 32),
  rdmsrlist: msrAlways('rdmsrlist', 78),
  wrmsrlist: msrAlways('wrmsrlist', 79),
  rdmsrBitmap: msrBitmap('rdmsr', 31),
  wrmsrBitmap: msrBitmap('wrmsr', 32),
  rdmsrlistBitmap: msrBitmap('rdmsrlist', 78),
  wrmsrlistBitmap: msrBitmap('wrmsrlist', 79),
  rdmsrRange: msrRange('rdmsr', 31),
  wrmsrRange: msrRange('wrmsr', 32),
  rdmsrlistRange: msrRange('rdmsrlist', 78),
  wrmsrlistRange: msrRange('wrmsrlist', 79),
  /** With VMCS shadowing, bits 14:0 of the encoding choose the bit of the bitmap. */
  vmreadBitmap: {
    id: 'vmread-bitmap',
    subject: 'vmread',
    reason: 23,
    sdm: SHADOWING,
    decidedBy: 'vmread-bitmap',
    exitsWhen: 1,
  },
  vmwriteBitmap: {
    id: 'vmwrite-bitmap',
    subject: 'vmwrite',
    reason: 25,
    sdm: SHADOWING,
    decidedBy: 'vmwrite-bitmap',
    exitsWhen: 1,
  },
  /** An encoding with a bit above bit 14 has no bit in the bitmaps and exits always. */
  vmreadRange: {
    id: 'vmread-out-of-range',
    subject: 'vmread',
    reason: 23,
    sdm: CONDITIONAL,
    decidedBy: 'nothing',
    exitsWhen: 1,
  },
  vmwriteRange: {
    id: 'vmwrite-out-of-range',
    subject: 'vmwrite',
    reason: 25,
    sdm: CONDITIONAL,
    decidedBy: 'nothing',
    exitsWhen: 1,
  },
  /** A bit that the mask gives to the host exits when the guest writes another value than the read shadow shows. */
  movToCr0: {
    id: 'mov-to-cr0',
    subject: 'mov to cr0',
    reason: 28,
    sdm: CONDITIONAL,
    decidedBy: 'cr0-guest-host-mask',
    exitsWhen: 1,
  },
  movToCr4: {
    id: 'mov-to-cr4',
    subject: 'mov to cr4',
    reason: 28,
    sdm: CONDITIONAL,
    decidedBy: 'cr4-guest-host-mask',
    exitsWhen: 1,
  },
  clts: { id: 'clts', subject: 'clts', reason: 28, sdm: CONDITIONAL, decidedBy: 'cr0-guest-host-mask', exitsWhen: 1 },
  lmsw: { id: 'lmsw', subject: 'lmsw', reason: 28, sdm: CONDITIONAL, decidedBy: 'cr0-guest-host-mask', exitsWhen: 1 },
  cr3Load: {
    id: 'cr3-load-exiting',
    subject: 'mov to cr3',
    reason: 28,
    sdm: CONDITIONAL,
    decidedBy: { word: 'primary-processor-based', id: 'cr3-load-exiting' },
    exitsWhen: 1,
  },
  /** While CR3-load exiting is 1: a value equal to one of the CR3-target values is loaded without a VM exit. */
  cr3Target: {
    id: 'cr3-target-value',
    subject: 'mov to cr3',
    reason: 28,
    sdm: 'CR3-Target Controls',
    decidedBy: 'cr3-target-values',
    exitsWhen: 0,
  },
  cr3Store: {
    id: 'cr3-store-exiting',
    subject: 'mov from cr3',
    reason: 28,
    sdm: CONDITIONAL,
    decidedBy: { word: 'primary-processor-based', id: 'cr3-store-exiting' },
    exitsWhen: 1,
  },
  cr8Load: {
    id: 'cr8-load-exiting',
    subject: 'mov to cr8',
    reason: 28,
    sdm: CONDITIONAL,
    decidedBy: { word: 'primary-processor-based', id: 'cr8-load-exiting' },
    exitsWhen: 1,
  },
  cr8Store: {
    id: 'cr8-store-exiting',
    subject: 'mov from cr8',
    reason: 28,
    sdm: CONDITIONAL,
    decidedBy: { word: 'primary-processor-based', id: 'cr8-store-exiting' },
    exitsWhen: 1,
  },
  movDr: {
    id: 'mov-dr-exiting',
    subject: 'mov dr',
    reason: 29,
    sdm: CONDITIONAL,
    decidedBy: { word: 'primary-processor-based', id: 'mov-dr-exiting' },
    exitsWhen: 1,
  },
  /** A VM function whose bit in the VM-function controls is 0 exits. */
  vmFunction: {
    id: 'vm-function-controls',
    subject: 'vmfunc',
    reason: 59,
    sdm: 'Enabling VM Functions',
    decidedBy: 'vm-function-controls',
    exitsWhen: 0,
  },
  /** EPTP switching: the list has 512 entries. */
  eptpListIndex: {
    id: 'eptp-list-index',
    subject: 'vmfunc',
    reason: 59,
    sdm: 'EPTP Switching',
    decidedBy: 'nothing',
    exitsWhen: 1,
  },
  /** EPTP switching: an entry that a VM entry would refuse. */
  eptpListEntry: {
    id: 'eptp-list-entry',
    subject: 'vmfunc',
    reason: 59,
    sdm: 'EPTP Switching',
    decidedBy: 'nothing',
    exitsWhen: 1,
  },
} as const satisfies Readonly<Record<string, InterceptRule>>;
