import type { Messages, Translated } from '../messages';
import { app } from './app';
import { common } from './common';
import { editor } from './editor';
import { lesson } from './lesson';
import { panels } from './panels';
import { processor } from './processor';
import { share } from './share';
import { terms } from './terms';
import { travel } from './travel';

export const zhCN: Translated<Omit<Messages, 'language'>> = {
  common,
  app,
  editor,
  lesson,
  panels,
  processor,
  share,
  terms,
  travel,
};
