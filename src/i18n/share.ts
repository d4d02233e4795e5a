import i18next from 'i18next';
import { share } from './en/share';

/*
 * The English words of links, files and embedded pages, added when the first part of the page is fetched that says them:
 * the first step needs none of them. Other languages come whole, each in a piece of its own.
 */
i18next.addResourceBundle('en', 'translation', { share }, true);
