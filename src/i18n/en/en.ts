import type { Messages } from '../messages';
import { app } from './app';
import { common } from './common';
import { editor } from './editor';
import { panels } from './panels';
import { terms } from './terms';

export const en: Omit<Messages, 'language'> = { common, app, editor, panels, terms };
