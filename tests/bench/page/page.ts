import type { Measurements } from '../measurements';

declare global {
  interface Window {
    measureInWorker(accept: boolean): Promise<Measurements>;
  }
}

/** Runs the loops in a new worker, as the page's engine runs. */
window.measureInWorker = (accept) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./bench.worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<Measurements | string>) =>
      typeof data === 'string' ? reject(new Error(data)) : resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(accept);
  });
