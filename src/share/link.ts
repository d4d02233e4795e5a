import { parseWork, toText, type Work } from './work';

/**
 * A link that carries a work behind "#", where no server sees it: "#v1=" and the deflated JSON in base64url. The number
 * names the packing; the version inside names the schema.
 */
const KEY = 'v1';
/** More than any work that the schema lets through; stops a small link from unpacking into a huge text. */
const LONGEST_JSON = 60_000_000;

export async function toLink(work: Work, page: string): Promise<string> {
  const packed = await pipe(new TextEncoder().encode(toText(work)), new CompressionStream('deflate-raw'));
  return `${page.split('#')[0]}#${KEY}=${toBase64Url(packed)}`;
}

/** Whether an address carries a work. */
export function hasWork(hash: string): boolean {
  return /^#v\d+=/.test(hash);
}

/** The work behind "#"; null when it is damaged or newer than this page. */
export async function readLink(hash: string): Promise<Work | null> {
  if (!hash.startsWith(`#${KEY}=`)) return null;
  try {
    const packed = fromBase64Url(hash.slice(KEY.length + 2));
    const json = await pipe(packed, new DecompressionStream('deflate-raw'));
    return parseWork(new TextDecoder().decode(json));
  } catch {
    return null;
  }
}

async function pipe(
  bytes: Uint8Array<ArrayBuffer>,
  through: CompressionStream | DecompressionStream,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = new Blob([bytes]).stream().pipeThrough(through).getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    length += next.value.length;
    if (length > LONGEST_JSON) throw new Error('The text of the link is too long.');
    chunks.push(next.value);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

function toBase64Url(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
