import type { Simulator } from '../protocol/simulator';

/**
 * The page's line to the simulator: which one it is, and how many of its answers are still awaited. Tests wait for
 * `atRest`; nothing else reads the count.
 */
let connected: Simulator | null = null;
let awaited = 0;
let waiting: (() => void)[] = [];

export function connectLine(simulator: Simulator): void {
  connected = simulator;
}

/** Calls the simulator and counts the call until it is answered. Throws when none is connected. */
export async function call<T>(use: (simulator: Simulator) => Promise<T>): Promise<T> {
  if (connected === null) throw new Error('The simulator has not been started.');
  return track(use(connected));
}

/** Counts any work that the page should be waited for. */
export async function track<T>(work: Promise<T>): Promise<T> {
  awaited++;
  try {
    return await work;
  } finally {
    awaited--;
    if (awaited === 0) {
      const resolved = waiting;
      waiting = [];
      for (const resolve of resolved) resolve();
    }
  }
}

/** Resolves when no answer is awaited and what came last has been painted. */
export async function atRest(): Promise<void> {
  do {
    if (awaited > 0) await new Promise<void>((resolve) => waiting.push(resolve));
    await nextPaint();
  } while (awaited > 0);
}

/** Resolves when what is to be shown now has been painted: after two frames, or half a second where a hidden page gets none. */
export async function nextPaint(): Promise<void> {
  await frame();
  await frame();
}

/**
 * Does what may come later than the rest: when the frame of now has been painted and who waited for that has had his turn.
 * The state may have changed by then: `work` looks again.
 */
export function afterPaint(work: () => void): void {
  void track(
    frame()
      .then(() => new Promise<void>((resolve) => setTimeout(resolve, 0)))
      .then(work),
  );
}

/** Resolves behind the next frame. */
function frame(): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(resolve, 250);
    requestAnimationFrame(() => {
      clearTimeout(late);
      setTimeout(resolve, 0);
    });
  });
}
