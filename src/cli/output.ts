import { closeSync, openSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { CommandError, STATUS_USAGE } from './exit-status';
import type { Host } from './host';

const BUFFER_BYTES = 0x1_0000;

/** Where bytes of a console or of the trace go: a file, or standard output for `-`. Buffered; close it at the end. */
export class Output {
  private readonly buffer = new Uint8Array(BUFFER_BYTES);
  private used = 0;
  /** Whether a console's line is unfinished. */
  private midLine = false;

  private constructor(
    private readonly send: (bytes: Uint8Array) => void,
    private readonly end: () => void,
  ) {}

  /** Creates the file. @throws CommandError when it cannot be written */
  static open(name: string, host: Host): Output {
    if (name === '-') return new Output(host.standardOutput, () => undefined);
    let descriptor: number;
    try {
      descriptor = openSync(resolve(host.folder, name), 'w');
    } catch (error) {
      throw new CommandError(STATUS_USAGE, `vmxray: cannot write ${name}: ${systemReason(error)}`);
    }
    return new Output(
      (bytes) => {
        for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
      },
      () => closeSync(descriptor),
    );
  }

  byte(value: number): void {
    this.buffer[this.used++] = value;
    this.midLine = value !== 10;
    // A console line appears as soon as it is complete.
    if (value === 10 || this.used === BUFFER_BYTES) this.flush();
  }

  /** A line of its own, also where a console that goes to the same place has not finished one. */
  line(text: string): void {
    const bytes = new TextEncoder().encode(`${this.midLine ? '\n' : ''}${text}\n`);
    this.midLine = false;
    if (this.used + bytes.length > BUFFER_BYTES) this.flush();
    if (bytes.length > BUFFER_BYTES) {
      this.send(bytes);
      return;
    }
    this.buffer.set(bytes, this.used);
    this.used += bytes.length;
  }

  bytes(values: Uint8Array): void {
    this.flush();
    this.send(values);
  }

  flush(): void {
    if (this.used > 0) this.send(this.buffer.slice(0, this.used));
    this.used = 0;
  }

  close(): void {
    this.flush();
    this.end();
  }
}

/** "no such file or directory" out of Node's longer sentence. */
export function systemReason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return /^[A-Z]+: ([^,]+)/.exec(message)?.[1] ?? message;
}
