/** Where a PC's firmware puts a boot sector, and what it leaves around it. */
export const BOOT_SECTOR_ADDRESS = 0x7c00;
export const BOOT_SECTOR_BYTES = 512;
/** The last two bytes: 0x55, 0xAA. */
export const BOOT_SECTOR_SIGNATURE = 0xaa55;

/** Stands for the firmware: one handler per vector, of STUB_BYTES each. */
export const STUB_SEGMENT = 0xf000;
export const STUB_OFFSET = 0xe000;
export const STUB_BYTES = 4;
export const STUBS = STUB_SEGMENT * 16 + STUB_OFFSET;

/** Bytes of the BIOS data area that say something here: address, 16-bit value. */
export const biosDataArea: readonly { readonly address: number; readonly value: number; readonly what: string }[] = [
  { address: 0x400, value: 0x3f8, what: 'port of COM1' },
  { address: 0x40e, value: 0x9fc0, what: 'segment of the extended BIOS data area' },
  { address: 0x410, value: 0x0200, what: 'equipment: one serial port' },
  { address: 0x413, value: 639, what: 'KiB of conventional memory' },
];
/** First and only disk, which DL names. */
export const BOOT_DRIVE = 0x80;
