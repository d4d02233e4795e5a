import i18next from 'i18next';
import { travel } from './en/travel';

/*
 * The English words of time travel, added when the first part of the page is fetched that says them: the first step needs
 * none of them. Other languages come whole, each in a piece of its own.
 */
i18next.addResourceBundle('en', 'translation', { travel }, true);
