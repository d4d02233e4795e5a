/** A rectangle in CSS pixels; the stage is drawn at its true size so that its text stays readable. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface StageLayout {
  readonly width: number;
  readonly height: number;
  readonly root: Box;
  readonly guests: Box;
  /** The line that divides the rooms. */
  readonly lineY: number;
  readonly vmm: Box;
  readonly vmcs: Box;
  /** Where the processor stands while VMX operation is off: between the rooms. */
  readonly outside: Box;
  readonly desks: readonly Box[];
  readonly chip: Box;
  /** Ends of the crossing's arrow: on the VMM's box and on the desk's. */
  readonly upper: Point;
  readonly lower: Point;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

const PAD = 12;
const INSET = 16;
const ROOM_TITLE = 36;
const CARD_HEIGHT = 62;
const GAP = 80;
const CHIP_HEIGHT = 44;
const CHIP_WIDTH = 256;
const DESK_WIDTH = 190;
const DESK_MINIMUM = 128;
/** Share of the distance between two desks that is free. */
const DESK_GAP = 0.07;
const ROW_GAP = 10;

/**
 * Places rooms, cards and the last crossing for a stage `width` wide with `deskCount` guests; `desk` is the one crossed to. While
 * VMX operation is off (`open` false) the processor's card stands on the line and the chip beside it.
 */
export function layoutStage(width: number, deskCount: number, desk: number, open: boolean): StageLayout {
  const inner = width - 2 * (PAD + INSET);
  const left = PAD + INSET;
  const root: Box = { x: PAD, y: PAD, width: width - 2 * PAD, height: ROOM_TITLE + CARD_HEIGHT + 14 };
  const lineY = root.y + root.height + GAP / 2;

  const slots = Math.max(1, deskCount);
  const columns = Math.max(1, Math.min(slots, Math.floor(inner / DESK_MINIMUM)));
  const rows = Math.ceil(slots / columns);
  const step = Math.min(inner, columns * (DESK_WIDTH + 14)) / (columns - DESK_GAP);
  const deskTop = lineY + GAP / 2 + 14;
  const desks = [...Array(slots).keys()].map(
    (n): Box => ({
      x: left + (n % columns) * step,
      y: deskTop + Math.floor(n / columns) * (CARD_HEIGHT + ROW_GAP),
      width: step * (1 - DESK_GAP),
      height: CARD_HEIGHT,
    }),
  );
  const guests: Box = {
    x: PAD,
    y: lineY + GAP / 2,
    width: root.width,
    height: 14 + rows * CARD_HEIGHT + (rows - 1) * ROW_GAP + ROOM_TITLE,
  };

  const cardWidth = Math.min(DESK_WIDTH + 7, inner * 0.52);
  const vmm: Box = { x: left, y: root.y + ROOM_TITLE, width: cardWidth, height: CARD_HEIGHT };
  const vmcsWidth = Math.min(150, inner - cardWidth - 28);
  const vmcs: Box = { x: left + inner - vmcsWidth, y: vmm.y, width: vmcsWidth, height: CARD_HEIGHT };

  const target = desks[Math.min(desk, desks.length - 1)] ?? vmm;
  const lowerX = target.x + target.width / 2;
  const outside: Box = { ...vmm, y: lineY - CARD_HEIGHT / 2 };
  const chip = open ? placeChip(vmm, lowerX, lineY, width) : besides(outside, lineY, width);
  const upperX = !open
    ? vmm.x + vmm.width / 2
    : clamp(lowerX, Math.max(vmm.x, chip.x) + 20, Math.min(vmm.x + vmm.width, chip.x + chip.width) - 20);
  return {
    width,
    height: guests.y + guests.height + PAD,
    root,
    guests,
    lineY,
    vmm,
    vmcs,
    outside,
    desks,
    chip,
    upper: { x: upperX, y: vmm.y + vmm.height },
    lower: { x: lowerX, y: target.y },
  };
}

/** On the line, wide enough to stand both under the VMM's box and over the desk. */
function placeChip(vmm: Box, lowerX: number, lineY: number, width: number): Box {
  const nearest = clamp(lowerX, vmm.x + 30, vmm.x + vmm.width - 30);
  const chipWidth = Math.min(width - 2 * PAD, Math.max(CHIP_WIDTH, Math.abs(lowerX - nearest) + 60));
  const middle = (nearest + lowerX) / 2;
  const x = clamp(middle - chipWidth / 2, PAD + INSET, width - PAD - chipWidth);
  return { x: Math.max(PAD, x), y: lineY - CHIP_HEIGHT / 2, width: chipWidth, height: CHIP_HEIGHT };
}

/** At the right of the card on the line. */
function besides(card: Box, lineY: number, width: number): Box {
  const x = card.x + card.width + 12;
  return { x, y: lineY - CHIP_HEIGHT / 2, width: Math.min(CHIP_WIDTH, width - PAD - x), height: CHIP_HEIGHT };
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

/** Cuts a text to what `width` pixels hold at `charWidth` pixels a character, with an ellipsis; the full text belongs in a title. */
export function fitText(text: string, width: number, charWidth: number): string {
  const widthOf = (char: string) => ((char.codePointAt(0) ?? 0) >= 0x2e80 ? CJK_WIDTH : charWidth);
  const chars = [...text];
  if (chars.reduce((sum, char) => sum + widthOf(char), 0) <= width) return text;
  let used = charWidth;
  const kept = chars.findIndex((char) => {
    used += widthOf(char);
    return used > width;
  });
  return `${chars.slice(0, Math.max(1, kept)).join('')}…`;
}

/** Chinese characters are as wide as they are high. */
const CJK_WIDTH = 12.5;
