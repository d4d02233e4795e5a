import type { Translate } from '../../../i18n/i18n';
import type { JournalEntry } from '../../../protocol/commands';
import { plainHex } from '../hex';
import { targetName } from './target-name';

/** What came from outside, in a few words: "NMI injected", "RAX changed to 0x5". */
export function eventText(t: Translate, event: JournalEntry['event']): string {
  switch (event.kind) {
    case 'external-interrupt':
      return t('travel.event.interrupt', { vector: plainHex(event.vector) });
    case 'nmi':
    case 'init':
    case 'smi':
      return t('travel.event.injected', { name: event.kind.toUpperCase() });
    case 'machine-check':
      return t('travel.event.injected', { name: '#MC' });
    case 'transition-machine-check':
      return t('travel.event.transitionMachineCheck');
    case 'memory': {
      const value = event.bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
      return t('travel.event.edit', { name: targetName(t, event), value });
    }
    default:
      return t('travel.event.edit', { name: targetName(t, event), value: plainHex(event.value) });
  }
}
