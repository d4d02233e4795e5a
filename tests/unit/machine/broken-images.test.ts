import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BootError } from '../../../src/machine/boot/boot-error';
import { readImage } from '../../../src/machine/boot/image-segments';
import { readMultibootHeader } from '../../../src/machine/boot/multiboot-header';
import { createMachine } from '../../../src/machine/create-machine';
import { assembleText } from '../../support/lab-machine';

const HEADER_AT = 0x100;

/** An ELF file with one segment and three section headers, and a Multiboot header at HEADER_AT. */
function elfFile(wide: boolean): Uint8Array {
  const word = wide ? 'dq' : 'dd';
  const header = wide
    ? 'dw 2, 62\ndd 1\ndq 0x100000, 64, sections\ndd 0\ndw 64, 56, 1, 64, 3, 2\n'
    : 'dw 2, 3\ndd 1, 0x100000, 52, sections, 0\ndw 52, 32, 1, 40, 3, 2\n';
  const segment = wide
    ? 'dd 1, 7\ndq 0x200, 0x100000, 0x100000, 64, 128, 16\n'
    : 'dd 1, 0x200, 0x100000, 0x100000, 64, 128, 7, 16\n';
  const section = (type: number, address: string, offset: string, size: number): string =>
    `dd 0, ${type}\n${word} 0, ${address}, ${offset}, ${size}\ndd 0, 0\n${word} 1, 0\n`;
  return assembleText(
    `db 0x7f, "ELF", ${wide ? 2 : 1}, 1, 1\ntimes 9 db 0\n${header}${segment}
    times ${HEADER_AT} - ($ - $$) db 0
    dd 0x1badb002, 3, -(0x1badb002 + 3)
    times 0x200 - ($ - $$) db 0
    times 64 hlt
    sections: ${section(0, '0', '0', 0)}${section(1, '0x100000', '0x200', 64)}${section(3, '0', 'names', 8)}
    names: db 0, "names", 0, 0`,
    'org 0\n',
  ).image as Uint8Array;
}

const kludge = (): Uint8Array =>
  assembleText(
    `times ${HEADER_AT} db 0x90
    dd 0x1badb002, 0x10003, -(0x1badb002 + 0x10003)
    dd 0x100100, 0x100000, 0x100180, 0x100200, 0x100000
    times 0x200 - ($ - $$) hlt`,
    'org 0\n',
  ).image as Uint8Array;

const files = [elfFile(false), elfFile(true), kludge()];

test('the images boot', () => {
  for (const image of files) createMachine({ memoryMib: 2, multiboot: { image, commandLine: '' } });
});

test('a file with any bytes changed and any end cut off boots, or one line says why not', () => {
  const change = fc.tuple(fc.nat({ max: 0x3ff }), fc.nat({ max: 255 }));
  const cases = fc.tuple(fc.constantFrom(...files), fc.array(change, { maxLength: 6 }), fc.nat({ max: 2000 }));
  fc.assert(
    fc.property(cases, ([file, changes, cut]) => {
      const image = file.slice(0, cut > file.length ? file.length : Math.max(cut, HEADER_AT + 12));
      for (const [at, value] of changes) {
        const inHeader = at >= HEADER_AT && at < HEADER_AT + 12;
        if (at < image.length && !inHeader) image[at] = value;
      }
      try {
        const { segments, entry } = readImage(image, readMultibootHeader(image));
        for (const { address, bytes, end } of segments) expect(address + bytes.length).toBeLessThanOrEqual(end);
        expect(segments.some(({ address, end }) => entry >= address && entry < end) || image[0] === 0x90).toBe(true);
        createMachine({ memoryMib: 2, multiboot: { image, commandLine: '' } });
      } catch (error) {
        if (!(error instanceof BootError)) throw error;
        expect(error.message).toMatch(/^\S[^\n]{10,}$/);
      }
    }),
    { numRuns: 1000, seed: 4 },
  );
});
