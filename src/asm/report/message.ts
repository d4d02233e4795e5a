import { fillTemplate } from '../../base/message-template';
import { MESSAGES } from './messages.table';

export type MessageCode = keyof typeof MESSAGES;

/** What a message is about: words of the source, names and numbers. */
export type MessageParams = Readonly<Record<string, string | number>>;

/** Something to tell the programmer, in no language yet. */
export interface Message {
  readonly code: MessageCode;
  readonly params: MessageParams;
}

type Names<T extends string> = T extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
type Certain<T extends string> = T extends `${infer Before}[[${string}]]${infer After}`
  ? Names<Before> | Certain<After>
  : Names<T>;
type Value = string | number | bigint;
type ParamsOf<C extends MessageCode> = { readonly [N in Certain<(typeof MESSAGES)[C]>]: Value } & {
  readonly [N in Names<(typeof MESSAGES)[C]>]?: Value | undefined;
};

/** Makes a message; the parameters that its text names must be there, those between `[[` and `]]` may be undefined. */
export function say<C extends MessageCode>(
  code: C,
  ...rest: Certain<(typeof MESSAGES)[C]> extends never ? [params?: ParamsOf<C>] : [params: ParamsOf<C>]
): Message {
  const params: Record<string, string | number> = {};
  for (const [name, value] of Object.entries<Value | undefined>(rest[0] ?? {})) {
    if (value !== undefined) params[name] = typeof value === 'bigint' ? value.toString() : value;
  }
  return { code, params };
}

/** The English text of a message. */
export function textOfMessage({ code, params }: Message): string {
  return fillTemplate(MESSAGES[code], params);
}
