import type { Messages } from '../messages';
import { app } from './app';
import { common } from './common';
import { editor } from './editor';
import { panels } from './panels';
import { terms } from './terms';

/** What the page needs from the start; `travel` comes with the parts that say it. */
export const en: Omit<Messages, 'travel'> = { common, app, editor, panels, terms };
