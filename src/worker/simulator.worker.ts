import { expose } from 'comlink';

/*
 * The worker's entry. The assembler waits for its WebAssembly by top-level await, and a message that arrives while nobody
 * listens is lost: so this file listens at once, loads the rest, and hands over what came meanwhile.
 */
const early: MessageEvent[] = [];
const keep = (event: Event): void => {
  early.push(event as MessageEvent);
};
addEventListener('message', keep);

const { workerEndpoint } = await import('./worker-endpoint');
removeEventListener('message', keep);
expose(workerEndpoint());
for (const { data } of early) dispatchEvent(new MessageEvent('message', { data }));
