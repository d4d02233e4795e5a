/**
 * Lets everything that waits in the host's event loop (a Pause, above all) run before the promise resolves. Timers would
 * do it too, but browsers hold nested ones back for four milliseconds.
 */
export const yieldToHost: () => Promise<void> = makeYield();

function makeYield(): () => Promise<void> {
  if (typeof setImmediate === 'function') return () => new Promise((resolve) => setImmediate(resolve));
  const channel = new MessageChannel();
  let waiting: (() => void)[] = [];
  channel.port1.onmessage = () => {
    const resolved = waiting;
    waiting = [];
    for (const resolve of resolved) resolve();
  };
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      channel.port2.postMessage(null);
    });
}
