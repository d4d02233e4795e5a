import { alderLake } from './alder-lake.table';
import { broadwell } from './broadwell.table';
import type { Generation } from './generation';
import { graniteRapids } from './granite-rapids.table';
import { haswell } from './haswell.table';
import { iceLakeSp } from './ice-lake-sp.table';
import { ivyBridgeEp } from './ivy-bridge-ep.table';
import { merom } from './merom.table';
import { nehalem } from './nehalem.table';
import { penryn } from './penryn.table';
import { prescott2m } from './prescott-2m.table';
import { sandyBridge } from './sandy-bridge.table';
import { sapphireRapids } from './sapphire-rapids.table';
import { skylakeSp } from './skylake-sp.table';
import { tigerLake } from './tiger-lake.table';
import { westmere } from './westmere.table';
import { yonah } from './yonah.table';

/** Every real processor generation, in the order of the model list. */
export const generations: readonly Generation[] = [
  prescott2m,
  yonah,
  merom,
  penryn,
  nehalem,
  westmere,
  sandyBridge,
  ivyBridgeEp,
  haswell,
  broadwell,
  skylakeSp,
  iceLakeSp,
  tigerLake,
  alderLake,
  sapphireRapids,
  graniteRapids,
];
