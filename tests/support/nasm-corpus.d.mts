export const FOLDER: string;

export interface CorpusSource {
  readonly name: string;
  readonly text: string;
  readonly golden: string;
  readonly generated: boolean;
}

export function corpus(): CorpusSource[];
export function isNasm216(): boolean;
export function nasmImage(name: string, text: string): Uint8Array;
