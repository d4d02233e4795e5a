import i18next from 'i18next';
import { processorTerms } from './en/processor-terms';

/*
 * The English definitions of the words of the processor and its board, added with the first view that uses one: the first
 * step needs none of them. Other languages come whole, each in a piece of its own.
 */
i18next.addResourceBundle('en', 'translation', { terms: processorTerms }, true);
