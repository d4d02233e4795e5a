import {
  bochs,
  controls,
  cpuid,
  type EptFacts,
  type Generation,
  recalled,
  without,
  withoutControls,
} from './generation';
import { iceLakeSp } from './ice-lake-sp.table';

const TIGER_LAKE = bochs('tigerlake');
const withoutFiveLevels = (facts: EptFacts): EptFacts => ({
  ...facts,
  has: facts.has.filter((id) => id !== 'page-walk-5'),
});

/** A client processor: CET state loaded by transitions, Key Locker with the first tertiary control; no 5-level paging. */
export const tigerLake: Generation = {
  ...iceLakeSp,
  id: 'tiger-lake',
  brand: '11th Gen Intel(R) Core(TM) i7-1165G7 @ 2.80GHz',
  signature: 0x806c1,
  physicalAddressBits: 39,
  linearAddressBits: 48,
  identity: TIGER_LAKE,
  cpuid: [
    // biome-ignore format: in the order of the bits.
    ...without(iceLakeSp.cpuid, 'dca', 'hle', 'rtm', 'rdt-m', 'rdt-a', 'la57', 'sgx', 'tme', 'pconfig', 'wbnoinvd'),
    // biome-ignore format: in the order of the bits.
    cpuid(TIGER_LAKE, 'cet-ss', 'movdiri', 'movdir64b', 'avx512vp2intersect', 'md-clear', 'cet-ibt', 'core-capabilities'),
  ],
  controls: [
    ...withoutControls(iceLakeSp.controls, 'enable-encls-exiting', 'enable-pconfig', 'enable-enclv-exiting'),
    controls(TIGER_LAKE, 'vm-exit', 'load-cet-state'),
    controls(TIGER_LAKE, 'vm-entry', 'load-cet-state'),
    controls(recalled('Key Locker'), 'primary-processor-based', 'activate-tertiary-controls'),
    controls(recalled('Key Locker'), 'tertiary-processor-based', 'loadiwkey-exiting'),
  ],
  ept: iceLakeSp.ept.map(withoutFiveLevels),
};
