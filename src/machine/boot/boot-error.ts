import { fillTemplate } from '../../base/message-template';
import { type BootMessage, bootMessages } from './boot-messages.table';

type BootValues = Readonly<Record<string, string | number>>;

/** A program or image that cannot be booted; the message is one line for people. */
export class BootError extends Error {
  override readonly name = 'BootError';

  constructor(
    message: string,
    /** For translations: the message's code and values, when it is one of the table. */
    readonly code?: BootMessage,
    readonly values: BootValues = {},
  ) {
    super(message);
  }

  /** An error whose message stands in the table. */
  static of(code: BootMessage, values: BootValues = {}): BootError {
    return new BootError(fillTemplate(bootMessages[code], values), code, values);
  }
}
