import i18next from 'i18next';
import { processor } from './en/processor';
import './processor-terms';

/*
 * The English words of the mode and the descriptor tables, added when one of the views is fetched that say them: the first
 * step needs none of them. Other languages come whole, each in a piece of its own.
 */
i18next.addResourceBundle('en', 'translation', { processor }, true);
