import { describe, expect, it } from 'vitest';
import { fieldGroups, nameInGroup } from '../../../src/ui/visuals/vmcs/field-groups';
import { matchField } from '../../../src/ui/visuals/vmcs/search-fields';
import { vmcsField, vmcsFields } from '../../../src/vmx/vmcs/vmcs-fields.table';

describe('fieldGroups', () => {
  it('holds every field once', () => {
    const ids = fieldGroups.flatMap((group) => group.fields.map((field) => field.id));
    expect(ids).toHaveLength(vmcsFields.length);
    expect(new Set(ids).size).toBe(vmcsFields.length);
  });
  it('starts with what a reader asks first and keeps a segment together', () => {
    const [exit, guest, controls, host] = fieldGroups.map((group) => group.fields.map((field) => field.id));
    expect(exit?.slice(0, 3)).toEqual(['exit-reason', 'exit-qualification', 'vm-exit-instruction-length']);
    expect(guest?.slice(0, 3)).toEqual(['guest-rip', 'guest-rsp', 'guest-rflags']);
    const cs = guest?.indexOf('guest-cs-selector') ?? -1;
    expect(guest?.slice(cs, cs + 4)).toEqual([
      'guest-cs-selector',
      'guest-cs-access-rights',
      'guest-cs-base',
      'guest-cs-limit',
    ]);
    expect(controls?.[0]).toBe('pin-based-controls');
    expect(host?.[0]).toBe('host-rip');
  });
  it('leaves out of a name what its group says', () => {
    expect(nameInGroup(vmcsField('guest-rip'))).toBe('RIP');
    expect(nameInGroup(vmcsField('host-cr3'))).toBe('CR3');
    expect(nameInGroup(vmcsField('vm-exit-instruction-length'))).toBe('Instruction length');
    expect(nameInGroup(vmcsField('vm-exit-controls'))).toBe(vmcsField('vm-exit-controls').name);
  });
});

describe('matchField', () => {
  it('finds by words of the name and of the id', () => {
    expect(matchField(vmcsField('guest-rip'), 'guest rip')).toEqual({ bits: [] });
    expect(matchField(vmcsField('guest-rip'), 'guest_rip')).toEqual({ bits: [] });
    expect(matchField(vmcsField('guest-rip'), 'host')).toBeNull();
  });
  it('finds by encoding', () => {
    expect(matchField(vmcsField('guest-rip'), '0x681E')).toEqual({ bits: [] });
    expect(matchField(vmcsField('guest-rip'), '681e')).toEqual({ bits: [] });
    expect(matchField(vmcsField('guest-rsp'), '681e')).toBeNull();
  });
  it('finds by the name of a control or of a bit', () => {
    const hlt = matchField(vmcsField('primary-processor-based-controls'), 'hlt exiting');
    expect(hlt?.bits.map((bit) => bit.low)).toEqual([7]);
    const vmxe = matchField(vmcsField('guest-cr4'), 'VMXE');
    expect(vmxe?.bits.map((bit) => bit.low)).toEqual([13]);
  });
  it('lets everything through while nothing is searched', () => {
    expect(matchField(vmcsField('tsc-offset'), '  ')).toEqual({ bits: [] });
  });
});
