import { referTo } from './example-reference';
import { linkLimits } from './link-limits.table';
import { deflate, fromBase64Url, inflate, TooLargeError, toBase64Url } from './packing';
import { toPageAddress } from './page-address';
import { type Reading, readWorkWithLesson } from './read-work';
import { toText, type Work } from './work';

/**
 * A link carries a work behind "#", where no server sees it: "#v1=" and the deflated JSON in base64url. The number names
 * the packing; the version inside names the form of the JSON.
 */
const KEY = 'v1';

/** The link that opens a work in the page at an address; `embed` = in the reduced page for frames. */
export async function toLink(work: Work, page: string, { embed = false } = {}): Promise<string> {
  const text = toText(work, await referTo(work));
  const address = new URL(toPageAddress(page, embed));
  address.hash = `${KEY}=${toBase64Url(await deflate(text))}`;
  return address.href;
}

/** Reads the work behind "#". Never throws. */
export async function readLink(hash: string): Promise<Reading> {
  const [, key, packed] = /^#(v\d{1,9})=(.*)$/s.exec(hash) ?? [];
  if (key === undefined || packed === undefined) return { problem: 'damaged' };
  if (key !== KEY) return { problem: 'newer' };
  if (packed.length > linkLimits.linkLength) return { problem: 'too-large' };
  try {
    return await readWorkWithLesson(await inflate(fromBase64Url(packed), linkLimits.unpacked));
  } catch (error) {
    return { problem: error instanceof TooLargeError ? 'too-large' : 'damaged' };
  }
}

/** What a teacher puts into another page to show a link there. */
export function toEmbedCode(link: string): string {
  const address = link.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  return `<iframe src="${address}" title="VMXray" width="600" height="400" loading="lazy" style="border:0" allow="clipboard-write"></iframe>`;
}
