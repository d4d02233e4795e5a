import { asGuestPhysical } from '../../src/cpu/state/address';
import { CR3 } from '../../src/cpu/state/processor-layout';
import { enterGuestTranslation } from '../../src/vmx/ept/translation-context';
import { VmxProcessor } from './vmx-processor';

export const TOP = 0x18_0000;
export const TABLES = [TOP, TOP + 0x1000, TOP + 0x2000, TOP + 0x3000, TOP + 0x4000];
export const RWX = 7n;
export const WRITE_BACK = 0x30n;
export const LARGE = 0x80n;
/** Guest paging: 4 levels at 0x19_0000 that map linear 0x1000 to guest-physical 0x5000. */
export const GUEST_TABLES = [0x19_0000, 0x19_1000, 0x19_2000, 0x19_3000];

/** A processor in a guest behind an EPT of four levels whose tables lie one behind another. */
export class Behind {
  readonly m = new VmxProcessor();

  constructor(eptp = BigInt(TOP) | 0x1en, controls: readonly string[] = []) {
    const { m } = this;
    m.setControl('primary-processor-based', 'activate-secondary-controls', 1);
    for (const id of ['enable-ept', ...controls]) m.setControl('secondary-processor-based', id, 1);
    m.set('ept-pointer', eptp);
    const levels = Number((eptp >> 3n) & 7n);
    for (let n = 0; n < levels; n++) this.entry(n, 0, BigInt(TABLES[n + 1]) | RWX);
    const leaves = TABLES[levels];
    for (let page = 0; page < 512; page++) this.poke(leaves + 8 * page, BigInt(page << 12) | RWX | WRITE_BACK);
    for (const [n, table] of GUEST_TABLES.entries())
      this.poke(table + (n === 3 ? 8 : 0), BigInt(GUEST_TABLES[n + 1] ?? 0x5000) | 7n);
    m.p.q[CR3 >> 1] = BigInt(GUEST_TABLES[0]);
    this.enter();
  }

  enter(): void {
    enterGuestTranslation(this.m.unit, this.m.unit.region);
  }

  poke(address: number, value: bigint): void {
    this.m.image.noteWrite(address >>> 12);
    this.m.image.u64[(0x10_0000 + address) / 8] = value;
  }

  entry(table: number, index: number, value: bigint): void {
    this.poke((TABLES[table] as number) + 8 * index, value);
  }

  walk(address: number, access: number) {
    const second = this.m.p.secondLevel;
    if (second === null) throw new Error('no second level');
    return second.explain(this.m.p, asGuestPhysical(address), access);
  }
}
