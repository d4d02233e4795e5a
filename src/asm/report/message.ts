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

const OPTIONAL = /\[\[(.*?)\]\]/g;
const NAME = /\{(\w+)\}/g;

/** Puts the parameters into a text of the form that messages.table.ts describes, in whatever language it is. */
export function fillMessage(template: string, params: MessageParams): string {
  const fill = (text: string): string => text.replace(NAME, (_, name: string) => String(params[name] ?? ''));
  const chosen = template.replace(OPTIONAL, (_, inner: string) => {
    const names = [...inner.matchAll(NAME)];
    return names.every(([, name]) => name !== undefined && params[name] !== undefined) ? inner : '';
  });
  return fill(chosen);
}

/** The English text of a message. */
export function textOfMessage({ code, params }: Message): string {
  return fillMessage(MESSAGES[code], params);
}
