import type { Messages } from '../messages';
import { app } from './app';
import { common } from './common';
import { editor } from './editor';
import { panels } from './panels';
import { terms } from './terms';

/** What the page needs from the start; the others come with the parts that say them. */
export const en: Omit<
  Messages,
  | 'cached'
  | 'ept'
  | 'interrupts'
  | 'language'
  | 'lesson'
  | 'models'
  | 'paging'
  | 'processor'
  | 'processors'
  | 'share'
  | 'terms'
  | 'travel'
  | 'virtualApic'
  | 'vmcsViews'
> & { readonly terms: typeof terms } = {
  common,
  app,
  editor,
  panels,
  terms,
};
