import { readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import type { VmxrayPage } from './vmxray-page';

/** Opens a program of tests/programs/views by a link, in a language, and waits until it has booted. */
export async function openViewProgram(vmxray: VmxrayPage, name: string, language = 'en'): Promise<void> {
  const text = readFileSync(new URL(`../programs/views/${name}`, import.meta.url), 'utf8');
  const form = { version: 2, engine: '0.1.0', program: null, files: [{ name, text }] };
  await vmxray.page.goto('about:blank');
  await vmxray.open(`?lang=${language}#v1=${deflateRawSync(JSON.stringify(form)).toString('base64url')}`);
}
