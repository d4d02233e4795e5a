import type { Messages, Translated } from '../messages';
import { app } from './app';
import { common } from './common';
import { editor } from './editor';
import { lesson } from './lesson';
import { panels } from './panels';
import { share } from './share';
import { terms } from './terms';
import { travel } from './travel';

<<<<<<< HEAD
export const zhCN: Translated<Messages> = { common, app, editor, lesson, panels, share, terms };
=======
export const zhCN: Translated<Messages> = { common, app, editor, panels, share, terms, travel };
>>>>>>> i3-links
