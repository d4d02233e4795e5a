import type { Page } from '@playwright/test';
import { capabilityMsrs } from '../../src/vmx/capabilities/capability-msrs.table';
import { controlWords } from '../../src/vmx/controls/control-words.table';
import { vmcsFields } from '../../src/vmx/vmcs/vmcs-fields.table';

/** Names that stay as the manual has them in every language; what they mean stands beside them. */
const names = [
  ...vmcsFields.flatMap(({ name }) => [name, name.replace(/^(Guest|Host) /, '')]),
  ...controlWords.flatMap(({ rows }) => rows.map(({ name }) => name)),
  ...capabilityMsrs.map(({ name }) => name),
].sort((a, b) => b.length - a.length);

/** Where code, machine words, sections of the manual and what others wrote stand. */
const NOT_PROSE =
  'noscript, code, pre, kbd, .mono, .hex-value, .monaco-editor .view-lines, .manual-section, .field-name, .disassembly, .stage-code, .console-text, .memory-rows, [lang="en"], script, style';

/**
 * English sentences in what a page shows in another language: four or more English words in a row, in a text or in a name
 * for screen readers. Names of the manual, code and what stands in parentheses behind its translation do not count.
 */
export async function englishLeft(page: Page): Promise<readonly string[]> {
  const texts = await page.evaluate((notProse) => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (node.parentElement?.closest(notProse) === null) found.push(node.textContent ?? '');
    }
    for (const element of document.body.querySelectorAll('[aria-label], [title], [placeholder], [aria-valuetext]')) {
      if (element.closest(notProse) !== null) continue;
      for (const name of ['aria-label', 'title', 'placeholder', 'aria-valuetext'])
        found.push(element.getAttribute(name) ?? '');
    }
    return found;
  }, NOT_PROSE);
  return [...new Set(texts)].filter((text) => {
    const prose = names
      .reduce((left, name) => left.replaceAll(name, '、'), text)
      .replace(/[(（][^()（）]*[)）]/g, '、');
    const runs = prose.match(/(?:[A-Za-z][A-Za-z'’-]*\s+){3,}[A-Za-z]{2,}/g) ?? [];
    // Abbreviations of bits in a row are no sentence.
    return runs.some((run) => (run.match(/\b[A-Za-z]?[a-z]{2,}/g) ?? []).length > 1);
  });
}
