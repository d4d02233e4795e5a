import { cpuid, type Generation, qemu } from './generation';
import { sapphireRapids } from './sapphire-rapids.table';

const GRANITE_RAPIDS = qemu('GraniteRapids');

/** Public sources name no VMX control that Sapphire Rapids lacks. */
export const graniteRapids: Generation = {
  ...sapphireRapids,
  id: 'granite-rapids',
  brand: 'Intel(R) Xeon(R) 6980P',
  signature: 0xa06d1,
  highestLeaf: 0x23,
  identity: GRANITE_RAPIDS,
  cpuid: [...sapphireRapids.cpuid, cpuid(GRANITE_RAPIDS, 'amx-fp16')],
};
