import i18next from 'i18next';
import { processors } from './en/processors';

/*
 * The English words of a machine with several processors, added when the first part of the page is fetched that says them.
 * Other languages come whole, each in a piece of its own.
 */
i18next.addResourceBundle('en', 'translation', { processors }, true);
