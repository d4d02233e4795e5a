import type { Messages, Translated } from '../messages';
import { app } from './app';
import { common } from './common';
import { editor } from './editor';
import { panels } from './panels';
import { terms } from './terms';

export const zhCN: Translated<Omit<Messages, 'language'>> = { common, app, editor, panels, terms };
