/** A program or image that cannot be booted; the message is one line for people. */
export class BootError extends Error {
  override readonly name = 'BootError';
}
