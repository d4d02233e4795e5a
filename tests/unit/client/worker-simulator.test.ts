import { expose } from 'comlink';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WorkerSimulator } from '../../../src/client/worker-simulator';
import type { RunCommand } from '../../../src/protocol/commands';
import type { MachineSetup, SimulatorFault } from '../../../src/protocol/simulator';
import type { Snapshot } from '../../../src/protocol/snapshot';
import type { WorkerEndpoint } from '../../../src/protocol/worker-endpoint';
import { workerEndpoint } from '../../../src/worker/worker-endpoint';

/** The real endpoint behind a channel, in this thread; it dies when it is told to. */
class MortalWorker {
  onerror: ((event: { message: string; error: unknown }) => void) | null = null;
  onmessageerror: (() => void) | null = null;
  private readonly near: MessagePort;
  private readonly far: MessagePort;
  terminated = false;

  constructor(endpoint: object) {
    const { port1, port2 } = new MessageChannel();
    [this.near, this.far] = [port1, port2];
    expose(endpoint, port2 as never);
    port1.start();
  }

  postMessage(message: unknown, transfer: Transferable[] = []): void {
    if (!this.terminated) this.near.postMessage(message, transfer);
  }

  addEventListener(type: string, listener: never): void {
    this.near.addEventListener(type, listener);
  }

  removeEventListener(type: string, listener: never): void {
    this.near.removeEventListener(type, listener);
  }

  terminate(): void {
    this.terminated = true;
    this.near.close();
    this.far.close();
  }

  die(message = 'it broke'): void {
    this.onerror?.({ message, error: new Error(message) });
  }
}

const setup: MachineSetup = {
  files: [
    {
      name: 'a.asm',
      text: '%include "lab.inc"\nstart:\n    mov ecx, 50\nagain:\n    add rax, rbx\n    dec ecx\n    jnz again\n    hlt\n',
    },
  ],
  model: 'everything',
  memoryMib: 16,
};

let workers: MortalWorker[] = [];
let faults: SimulatorFault[] = [];
let shown: Snapshot[] = [];
let simulator: WorkerSimulator;

/** `endpoints` are what the workers expose, one after the other; the real thing when there is none. */
function start(endpoints: object[] = [], silenceMs?: number): void {
  simulator = new WorkerSimulator(() => {
    const worker = new MortalWorker(endpoints[workers.length] ?? workerEndpoint());
    workers.push(worker);
    return worker as unknown as Worker;
  }, silenceMs);
  simulator.onFault((fault) => faults.push(fault));
  simulator.onSnapshot((snapshot) => shown.push(snapshot));
}

const recovered = () => vi.waitFor(() => expect(faults.at(-1)?.recovery).not.toBe('going-back'), { timeout: 20_000 });
const run = (...kinds: ('step' | 'run' | 'step-back' | 'next-vm-exit')[]) =>
  kinds.reduce<Promise<unknown>>((before, kind) => before.then(() => simulator.run({ kind })), Promise.resolve());

beforeEach(() => {
  workers = [];
  faults = [];
  shown = [];
});
afterEach(() => simulator.dispose());

describe('when its worker is lost', () => {
  it('another one stands where the machine stood, with events and edits, and knows the same history', async () => {
    start();
    await simulator.load(setup);
    await run('step', 'step');
    await simulator.edit({ kind: 'register', name: 'RBX', value: 7n });
    await run('step', 'step');
    await simulator.inject({ kind: 'nmi' });
    await simulator.run({ kind: 'run' });
    const furthest = shown.at(-1)?.furthest;
    await simulator.run({ kind: 'seek', position: 4 });
    const [digest, journal] = [await simulator.digest(), await simulator.journal()];
    expect(journal).toHaveLength(2);

    workers[0]?.die();
    await recovered();
    expect(faults.map(({ recovery }) => recovery)).toEqual(['going-back', 'restored']);
    expect(faults[0]).toMatchObject({ message: 'it broke', position: 4 });
    expect(workers).toHaveLength(2);
    expect(workers[0]?.terminated).toBe(true);
    expect(shown.at(-1)).toMatchObject({ position: 4, furthest, running: false });
    expect(await simulator.digest()).toBe(digest);
    expect(await simulator.journal()).toEqual(journal);
    // The second one can be lost like the first.
    workers[1]?.die();
    await recovered();
    expect(faults.at(-1)?.recovery).toBe('restored');
    expect(await simulator.digest()).toBe(digest);
  });

  it('refuses the calls that waited, and keeps those that come while it goes back for after that', async () => {
    start();
    await simulator.load(setup);
    await run('step', 'step', 'step');
    const waiting = simulator.digest();
    const refused = expect(waiting).rejects.toMatchObject({ name: 'WorkerLostError', message: 'it broke' });
    workers[0]?.die();
    const next = simulator.run({ kind: 'step' });
    await refused;
    expect((await next).position).toBe(4);
    await recovered();
    expect(faults.at(-1)?.recovery).toBe('restored');
  });

  it('keeps breakpoints and the VMCS that was chosen', async () => {
    const calls: unknown[] = [];
    const real = workerEndpoint();
    const second: WorkerEndpoint = {
      ...real,
      setBreakpoints: (breakpoints) => {
        calls.push(breakpoints);
        return real.setBreakpoints(breakpoints);
      },
      selectVmcs: (pointer) => {
        calls.push(pointer);
        return real.selectVmcs(pointer);
      },
    };
    start([workerEndpoint(), second]);
    await simulator.load(setup);
    const breakpoints = [{ kind: 'line', file: 'a.asm', line: 8 } as const];
    await simulator.setBreakpoints(breakpoints);
    await simulator.selectVmcs(0x3000n);
    workers[0]?.die();
    await recovered();
    expect(calls).toEqual([breakpoints, 0x3000n]);
    expect((await simulator.run({ kind: 'run' })).stop.kind).toBe('breakpoint');
  });

  it('leaves the program at its start when repeating the run loses the next worker, too', async () => {
    const fatal: WorkerEndpoint = {
      ...workerEndpoint(),
      run: (command: RunCommand) => {
        workers.at(-1)?.die(`no ${command.kind}`);
        return new Promise(() => undefined);
      },
    };
    start([workerEndpoint(), fatal]);
    await simulator.load(setup);
    await run('step', 'step');
    workers[0]?.die();
    await vi.waitFor(() => expect(faults.at(-1)?.recovery).toBe('at-start'), { timeout: 20_000 });
    expect(faults.map(({ recovery }) => recovery)).toEqual(['going-back', 'going-back', 'at-start']);
    expect(workers).toHaveLength(3);
    expect(shown.at(-1)?.position).toBe(0);
    await run('step');
    expect(shown.at(-1)?.position).toBe(1);
  });

  it('gives up when no worker starts', async () => {
    start();
    await vi.waitFor(() => expect(workers).toHaveLength(1));
    workers[0]?.die('no such file');
    expect(faults).toMatchObject([{ message: 'no such file', recovery: 'gone' }]);
    expect(workers).toHaveLength(1);
    await expect(simulator.libraryFiles()).rejects.toMatchObject({ name: 'WorkerLostError' });
  });
});

describe('when its worker falls silent', () => {
  it('another one takes over, without the program that silenced it', async () => {
    const silent: WorkerEndpoint = { ...workerEndpoint(), check: () => new Promise(() => undefined) };
    start([silent], 600);
    await simulator.load(setup);
    await run('step');
    await expect(simulator.check([{ name: 'a.asm', text: '%rep 1000000000' }])).rejects.toMatchObject({
      name: 'WorkerLostError',
    });
    await recovered();
    expect(faults[0]?.message).toBe('the worker has not answered for 0.6 seconds');
    expect(faults.at(-1)?.recovery).toBe('restored');
    expect(shown.at(-1)?.position).toBe(1);
  });

  it('one that nobody waits for may be silent', async () => {
    start([], 60);
    await simulator.load(setup);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(faults).toEqual([]);
  });
});
