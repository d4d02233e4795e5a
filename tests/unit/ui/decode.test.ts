import { describe, expect, it } from 'vitest';
import { accessRightsText, selectorText } from '../../../src/ui/visuals/decode/access-rights-text';
import { bitsText } from '../../../src/ui/visuals/decode/bits-text';
import { controlsText, controlWordOfField } from '../../../src/ui/visuals/decode/controls-text';
import {
  exitQualificationText,
  instructionInformationText,
} from '../../../src/ui/visuals/decode/exit-qualification-text';
import { exitReasonText } from '../../../src/ui/visuals/decode/exit-reason-text';
import { interruptionText } from '../../../src/ui/visuals/decode/interruption-text';
import { createSymbolNames } from '../../../src/ui/visuals/decode/symbol-names';
import { cr0Layout, cr3Layout, rflagsLayout } from '../../../src/vmx/vmcs/vmcs-field-layouts.table';

describe('accessRightsText', () => {
  it('names code, data and system segments', () => {
    expect(accessRightsText(0xa09b)).toBe('code 64-bit DPL 0');
    expect(accessRightsText(0xc0fb)).toBe('code 32-bit DPL 3');
    expect(accessRightsText(0x009f)).toBe('code 16-bit conforming DPL 0');
    expect(accessRightsText(0xc093)).toBe('data DPL 0');
    expect(accessRightsText(0xc091)).toBe('data read-only DPL 0');
    expect(accessRightsText(0x008b)).toBe('TSS busy DPL 0');
  });
  it('says unusable and not present', () => {
    expect(accessRightsText(0x1_0000)).toBe('unusable');
    expect(accessRightsText(0xa01b)).toBe('code 64-bit DPL 0 not present');
  });
});

describe('selectorText', () => {
  it('tells the null selector, table, index and privilege', () => {
    expect(selectorText(0)).toBe('null');
    expect(selectorText(3)).toBe('null');
    expect(selectorText(0x08)).toBe('GDT 1 RPL 0');
    expect(selectorText(0x2f)).toBe('LDT 5 RPL 3');
  });
});

describe('bitsText', () => {
  it('lists the bits that are 1, highest first', () => {
    expect(bitsText(cr0Layout, 0x8000_0031n)).toBe('PG NE ET PE');
    expect(bitsText(rflagsLayout, 0x46n)).toBe('ZF PF');
  });
  it('gives fields of several bits their value and leaves addresses out', () => {
    expect(bitsText(rflagsLayout, 0x3002n)).toBe('IOPL=3');
    expect(bitsText(cr3Layout, 0x2000n)).toBe('');
  });
});

describe('controlsText', () => {
  it('names the controls that are 1 and not so by default', () => {
    const primary = controlWordOfField('primary-processor-based-controls');
    expect(primary).toBeDefined();
    if (primary === undefined) return;
    expect(controlsText(primary, 0x0401_e1f2n)).toBe('HLT exiting');
    expect(controlsText(primary, 0x0401_e172n)).toBe('');
  });
  it('knows only the fields that hold controls', () => {
    expect(controlWordOfField('guest-rip')).toBeUndefined();
  });
});

describe('interruptionText', () => {
  it('decodes events', () => {
    expect(interruptionText(0x8000_0b0e)).toBe('hardware exception 14 #PF, with error code');
    expect(interruptionText(0x8000_0306)).toBe('hardware exception 6 #UD');
    expect(interruptionText(0x8000_0020)).toBe('external interrupt 0x20');
    expect(interruptionText(0x8000_0202)).toBe('NMI');
    expect(interruptionText(0x8000_0603)).toBe('software exception 3 #BP');
  });
  it('is nothing while the valid bit is 0', () => {
    expect(interruptionText(0x0000_0b0e)).toBeNull();
  });
});

describe('exit information', () => {
  it('names the reason and says so when it comes from root', () => {
    expect(exitReasonText(10)).toBe('CPUID');
    expect(exitReasonText(0x8000_0021)).toBe('VM-entry failure: invalid guest state');
    expect(exitReasonText(35)).toBe('reserved reason 35');
  });
  it('decodes an I/O qualification', () => {
    // OUT 0xe9, AL: one byte, immediate operand.
    expect(exitQualificationText(30, 0x00e9_0040n)).toBe('1 byte, OUT, immediate, port 0xe9');
    // REP INSB from DX = 0x3f8.
    expect(exitQualificationText(30, 0x03f8_0038n)).toBe('1 byte, IN, string instruction, REP prefix, DX, port 0x3f8');
  });
  it('decodes a control-register access', () => {
    expect(exitQualificationText(28, 0x0000_0103n)).toContain('CR3');
    expect(exitQualificationText(28, 0x0000_0103n)).toContain('MOV to CR');
    expect(exitQualificationText(28, 0x0000_0103n)).toContain('RCX');
  });
  it('takes the qualification of #PF for its address', () => {
    expect(exitQualificationText(0, 0xdead_0000n, 0x8000_0b0e)).toBe('address 0xdead0000');
    expect(exitQualificationText(0, 0x4000n, 0x8000_0301)).toBe('single step (BS)');
    expect(exitQualificationText(0, 5n, 0x8000_0306)).toBe('');
  });
  it('is silent where the reason has no layout', () => {
    expect(exitQualificationText(10, 0n)).toBe('');
    expect(instructionInformationText(10, 5)).toBe('');
  });
  it('decodes the instruction information of RDRAND', () => {
    expect(instructionInformationText(57, 0x1018)).toBe('operand register RBX, 64-bit');
  });
});

describe('createSymbolNames', () => {
  const names = createSymbolNames([
    { name: 'vmexit', value: 0x1002f0n, kind: 'label', file: 'a', line: 1 },
    { name: 'start', value: 0x100000n, kind: 'label', file: 'a', line: 1 },
    { name: 'SIZE', value: 0x100010n, kind: 'equ', file: 'a', line: 1 },
  ]);
  it('names the label before an address with the distance', () => {
    expect(names(0x100000n)).toBe('start');
    expect(names(0x100012n)).toBe('start+18');
    expect(names(0x1002f0n)).toBe('vmexit');
  });
  it('does not name what is before or far behind every label', () => {
    expect(names(0xfffffn)).toBeNull();
    expect(names(0x200000n)).toBeNull();
  });
});
