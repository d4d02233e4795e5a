import type { Translate } from '../../../i18n/i18n';
import type { WriteTarget } from '../../../protocol/commands';
import { vmcsField } from '../../../vmx/vmcs/vmcs-fields.table';
import { plainHex } from '../hex';

/** What a value is called by itself: "RAX", "byte at 0x102000", "Guest RIP". */
export function targetName(t: Translate, target: WriteTarget): string {
  switch (target.kind) {
    case 'register':
      return target.name;
    case 'memory':
      return t(target.space === 'linear' ? 'travel.value.byte' : 'travel.value.physicalByte', {
        address: plainHex(target.address),
      });
    case 'vmcs-field':
      return vmcsField(target.field).name;
  }
}

/** The same inside a sentence: "register RAX", "the byte at 0x102000", "the VMCS field Guest RIP". */
export function targetInSentence(t: Translate, target: WriteTarget): string {
  switch (target.kind) {
    case 'register':
      return t('travel.writer.register', { name: target.name });
    case 'memory':
      return t(target.space === 'linear' ? 'travel.writer.memory' : 'travel.writer.physical', {
        address: plainHex(target.address),
      });
    case 'vmcs-field':
      return t('travel.writer.field', { name: vmcsField(target.field).name });
  }
}
