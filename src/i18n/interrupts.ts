import i18next from 'i18next';
import { interrupts } from './en/interrupts';
import './processor-terms';

/*
 * The English words of the panel "Interrupts", added when it is fetched: the first step needs none of them. Other languages
 * come whole, each in a piece of its own.
 */
i18next.addResourceBundle('en', 'translation', { interrupts }, true);
