/** The engine's modules wait for their WebAssembly: they are loaded when the message is already here. */
self.onmessage = async ({ data: accept }: MessageEvent<boolean>) => {
  try {
    const { measure } = await import('../measurements');
    self.postMessage(await measure(accept));
  } catch (error) {
    self.postMessage(error instanceof Error ? error.message : String(error));
  }
};
