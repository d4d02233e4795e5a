import i18next from 'i18next';
import { cached } from './en/cached';
import { ept } from './en/ept';
import { paging } from './en/paging';
import './processor-terms';

/*
 * The English words of the page walk and the TLB, added with the Memory panel: the first step needs none of them. Other
 * languages come whole, each in a piece of its own.
 */
i18next.addResourceBundle('en', 'translation', { cached, ept, paging }, true);
