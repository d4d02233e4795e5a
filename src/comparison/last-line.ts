import type { ConsoleOutput } from '../machine/devices/port-device';

/** Characters of a line that are kept. */
const LONGEST = 120;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** Remembers the last line with anything in it that a machine wrote to its consoles, as one Latin-1 character a byte. */
export class LastLine implements ConsoleOutput {
  private whole = '';
  private begun = '';

  readonly debugcon = (byte: number): void => this.take(byte);
  readonly serial = (byte: number): void => this.take(byte);

  get text(): string {
    return (this.begun.trim() === '' ? this.whole : this.begun).trim();
  }

  private take(byte: number): void {
    if (byte !== LINE_FEED && byte !== CARRIAGE_RETURN) {
      if (this.begun.length < LONGEST) this.begun += String.fromCharCode(byte);
      return;
    }
    if (this.begun.trim() !== '') this.whole = this.begun;
    this.begun = '';
  }
}
