import i18next from 'i18next';
import { vmcsViews } from './en/vmcs-views';

/*
 * The English words of the VMCS panel's other views, added when one of them is fetched: the first step needs none of them.
 * Other languages come whole, each in a piece of its own.
 */
i18next.addResourceBundle('en', 'translation', { vmcsViews }, true);
