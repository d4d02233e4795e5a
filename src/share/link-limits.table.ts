/** How large what comes in a link or a file may be. Everything beyond is refused before it is looked at. */
export const linkLimits = {
  /** Characters of a link behind "#v1=". */
  linkLength: 2_000_000,
  /** Bytes that a link may unpack to, and characters of a file. */
  unpacked: 16_000_000,
  /** Characters of one source text. */
  text: 8_000_000,
  files: 200,
  /** Characters of the name of a file, a model or a program. */
  name: 100,
  breakpoints: 10_000,
  /** Characters of a breakpoint's condition. */
  condition: 500,
  /** Entries of a moment's journal. */
  journal: 10_000,
  /** Bytes that one edit of memory writes. */
  editBytes: 4096,
} as const;

/** Up to here a link is called short; a typical program stays below. */
export const TYPICAL_LINK = 2000;
/** Mail programs and chats begin to cut links off at about this length: then the page offers a file. */
export const LONG_LINK = 8000;
