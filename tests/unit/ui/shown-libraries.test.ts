import { expect, test } from 'vitest';
import { shownLibraries } from '../../../src/ui/editor/shown-libraries';

const named = (name: string, text = '') => ({ name, text });
const libraries = ['lab.inc', 'vmx.inc', 'vmm.inc', 'needs.inc', 'ept.inc'].map((name) => named(name));
const shown = (text: string, open: string | null = null): string[] =>
  shownLibraries([named('a.asm'), named('b.asm', text)], libraries, open).map(({ name }) => name);

test('the usual libraries have a tab, whatever the program includes', () => {
  expect(shown('')).toEqual(['lab.inc', 'vmx.inc', 'vmm.inc']);
});

test('a library that a file includes has one, in the order of the libraries', () => {
  expect(shown('%include "ept.inc"\n  %include "needs.inc" ; first')).toEqual(libraries.map(({ name }) => name));
});

test('a comment or a text that names it is no include', () => {
  expect(shown('; %include "ept.inc"\nprint "%include needs.inc"')).toEqual(['lab.inc', 'vmx.inc', 'vmm.inc']);
});

test('the open one has a tab', () => {
  expect(shown('', 'ept.inc')).toEqual(['lab.inc', 'vmx.inc', 'vmm.inc', 'ept.inc']);
});
