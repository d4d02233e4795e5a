/** The few globals that the engine uses and that every JavaScript host has, declared for the build without the DOM library. */
declare namespace WebAssembly {
  class Memory {
    constructor(descriptor: { initial: number; maximum?: number });
    readonly buffer: ArrayBuffer;
  }
}

/** A file's text, as Vite and vitest import it. */
declare module '*?raw' {
  const text: string;
  export default text;
}

declare class TextDecoder {
  decode(bytes: Uint8Array): string;
}

declare class TextEncoder {
  encode(text: string): Uint8Array;
}

