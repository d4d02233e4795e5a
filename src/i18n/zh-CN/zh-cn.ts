import type { Messages, Translated } from '../messages';
import { app } from './app';
import { cached } from './cached';
import { common } from './common';
import { editor } from './editor';
import { ept } from './ept';
import { interrupts } from './interrupts';
import { lesson } from './lesson';
import { models } from './models';
import { paging } from './paging';
import { panels } from './panels';
import { processor } from './processor';
import { processorTerms } from './processor-terms';
import { processors } from './processors';
import { share } from './share';
import { terms } from './terms';
import { travel } from './travel';
import { virtualApic } from './virtual-apic';
import { vmcsViews } from './vmcs-views';

export const zhCN: Translated<Omit<Messages, 'language'>> = {
  cached,
  common,
  app,
  editor,
  ept,
  interrupts,
  lesson,
  models,
  paging,
  panels,
  processors,
  processor,
  share,
  terms: { ...terms, ...processorTerms },
  travel,
  virtualApic,
  vmcsViews,
};
