import i18next from 'i18next';
import { virtualApic } from './en/virtual-apic';
import './processor-terms';

/*
 * The English words of the virtual APIC, added when it is looked at. Other languages come whole, each in a piece of its own.
 */
i18next.addResourceBundle('en', 'translation', { virtualApic }, true);
