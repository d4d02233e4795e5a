import type { Messages } from '../messages';
import { app } from './app';
import { common } from './common';
import { editor } from './editor';
import { panels } from './panels';
import { terms } from './terms';

<<<<<<< HEAD
export const en: Omit<Messages, 'lesson' | 'share'> = { common, app, editor, panels, terms };
=======
/** What the page needs from the start; the others come with the parts that say them. */
export const en: Omit<Messages, 'share' | 'travel'> = { common, app, editor, panels, terms };
>>>>>>> i3-links
