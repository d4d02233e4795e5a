import { describe, expect, it } from 'vitest';
import { RAM_BASE } from '../../../src/cpu/state/state-image';
import { toVirtualApicView } from '../../../src/vmx/apic-virtualization/virtual-apic-view';
import { GUEST_INTERRUPT_STATUS } from '../../../src/vmx/state/vmx-layout';
import { VmxProcessor } from '../../support/vmx-processor';

const PAGE = 0x14_0000;
const DESCRIPTOR = 0x14_2040;

describe('the view of the virtual APIC', () => {
  it('says nothing of what the controls do not use', () => {
    expect(toVirtualApicView(new VmxProcessor().unit)).toEqual({
      page: null,
      accessPage: null,
      tprThreshold: null,
      status: null,
      recognized: false,
      pendingWrite: null,
      eoiExits: [],
      posted: null,
      notificationVector: null,
      pidTable: null,
    });
  });

  it('decodes page, guest interrupt status, bitmaps, descriptor and table', () => {
    const m = new VmxProcessor();
    m.setControl('primary-processor-based', 'use-tpr-shadow', 1);
    m.setControl('primary-processor-based', 'activate-secondary-controls', 1);
    m.setControl('primary-processor-based', 'activate-tertiary-controls', 1);
    m.setControl('secondary-processor-based', 'virtualize-apic-accesses', 1);
    m.setControl('secondary-processor-based', 'virtual-interrupt-delivery', 1);
    m.setControl('tertiary-processor-based', 'ipi-virtualization', 1);
    m.setControl('pin-based', 'process-posted-interrupts', 1);
    m.set('virtual-apic-address', BigInt(PAGE));
    m.set('apic-access-address', 0x14_1000n);
    m.set('posted-interrupt-descriptor-address', BigInt(DESCRIPTOR));
    m.set('posted-interrupt-notification-vector', 0xf2n);
    m.set('pid-pointer-table-address', 0x14_3000n);
    m.set('last-pid-pointer-index', 3n);
    m.set('eoi-exit-bitmap-0', 1n << 33n);
    m.set('eoi-exit-bitmap-3', 1n << 63n);
    m.p.s[GUEST_INTERRUPT_STATUS] = 0x5161;
    const put = (address: number, value: number) => m.image.view.setUint32(RAM_BASE + address, value, true);
    put(PAGE + 0x80, 0x40);
    put(PAGE + 0x120, 1 << 17);
    put(PAGE + 0x210, 1);
    put(PAGE + 0x230, 2);
    put(DESCRIPTOR + 4, 0x8000_0000);
    put(DESCRIPTOR + 32, 0xf2_0003);
    put(DESCRIPTOR + 36, 0x100);
    put(0x14_3000, DESCRIPTOR | 1);
    put(0x14_3010, DESCRIPTOR | 3);
    put(0x14_3018, 0xff00_0001);
    const view = toVirtualApicView(m.unit);
    expect(view).toMatchObject({
      accessPage: 0x14_1000,
      tprThreshold: null,
      status: { rvi: 0x61, svi: 0x51 },
      eoiExits: [255, 33],
      posted: {
        address: DESCRIPTOR,
        requests: [63],
        outstanding: true,
        suppressed: true,
        vector: 0xf2,
        destination: 0x100,
      },
      notificationVector: 0xf2,
      pidTable: { address: 0x14_3000, lastIndex: 3 },
    });
    expect(
      view.pidTable?.entries.map(({ apicId, valid, descriptor }) => [apicId, valid, descriptor?.requests]),
    ).toEqual([
      [0, true, [63]],
      [1, false, undefined],
      [2, false, undefined],
      [3, true, undefined],
    ]);
    expect(view.page).toMatchObject({ address: PAGE, inService: [0x51], requested: [0x61, 0x20] });
    expect(view.page?.registers.find(({ name }) => name === 'VTPR')).toEqual({
      offset: 0x80,
      name: 'VTPR',
      value: 0x40,
    });
  });

  it('reads no device where a page or descriptor lies outside RAM', () => {
    const m = new VmxProcessor();
    m.setControl('primary-processor-based', 'use-tpr-shadow', 1);
    m.setControl('pin-based', 'process-posted-interrupts', 1);
    m.set('virtual-apic-address', 0xfee0_0000n);
    m.set('posted-interrupt-descriptor-address', 0xfee0_0000n);
    expect(toVirtualApicView(m.unit)).toMatchObject({ page: null, posted: null, notificationVector: 0 });
  });
});
