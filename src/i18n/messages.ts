import type { app } from './en/app';
import type { cached } from './en/cached';
import type { common } from './en/common';
import type { editor } from './en/editor';
import type { ept } from './en/ept';
import type { interrupts } from './en/interrupts';
import type { language } from './en/language';
import type { lesson } from './en/lesson';
import type { models } from './en/models';
import type { paging } from './en/paging';
import type { panels } from './en/panels';
import type { processor } from './en/processor';
import type { processorTerms } from './en/processor-terms';
import type { processors } from './en/processors';
import type { share } from './en/share';
import type { terms } from './en/terms';
import type { travel } from './en/travel';
import type { virtualApic } from './en/virtual-apic';
import type { vmcsViews } from './en/vmcs-views';

/** The English messages by namespace: the source of the keys. */
export interface Messages {
  readonly common: typeof common;
  readonly app: typeof app;
  readonly editor: typeof editor;
  /** These come with the Memory panel. */
  readonly cached: typeof cached;
  readonly ept: typeof ept;
  /** Comes with its panel. */
  readonly interrupts: typeof interrupts;
  /** Comes with the editor. */
  readonly language: typeof language;
  readonly lesson: typeof lesson;
  /** Comes with the dialog about the processor models. */
  readonly models: typeof models;
  /** Comes with the Memory panel. */
  readonly paging: typeof paging;
  readonly panels: typeof panels;
  readonly processors: typeof processors;
  /** Comes with the views of the Registers panel. */
  readonly processor: typeof processor;
  readonly share: typeof share;
  /** Those of the processor and its board come with the views that use them. */
  readonly terms: typeof terms & typeof processorTerms;
  readonly travel: typeof travel;
  /** Comes with its view. */
  readonly virtualApic: typeof virtualApic;
  /** Comes with the views of the VMCS panel. */
  readonly vmcsViews: typeof vmcsViews;
}

/** The same tree with any text at its leaves: what a translation has to supply. */
export type Translated<T> = { readonly [K in keyof T]: T[K] extends string ? string : Translated<T[K]> };

type Leaves<T> = {
  [K in keyof T & string]: T[K] extends string ? WithoutPlural<K> : `${K}.${Leaves<T[K]>}`;
}[keyof T & string];

type WithoutPlural<K extends string> = K extends `${infer Base}_one` | `${infer Base}_other` ? Base : K;

/**
 * Every key: namespace, then the path, joined by dots ("app.controls.step"). A pair `x_one`, `x_other` is the key `x`
 * and needs the value `count`.
 */
export type MessageKey = Leaves<Messages>;
