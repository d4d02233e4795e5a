import i18next from 'i18next';
import { models } from './en/models';

/*
 * The English words of the dialog about the processor models, added when it is fetched: the first step needs none of them.
 * Other languages come whole, each in a piece of its own.
 */
i18next.addResourceBundle('en', 'translation', { models }, true);
