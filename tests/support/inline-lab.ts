import { expect } from 'vitest';
import type { ProgramSymbol } from '../../src/asm/program';
import type { RunCommand } from '../../src/protocol/commands';
import type { MachineSetup } from '../../src/protocol/simulator';
import type { Snapshot } from '../../src/protocol/snapshot';
import { InlineSimulator } from '../../src/worker/inline-simulator';

/** A simulator with one small lab program, and short words for what tests of the commands say. */
export class InlineLab {
  readonly simulator = new InlineSimulator();
  private symbols: readonly ProgramSymbol[] = [];

  async load(text: string, more: Partial<MachineSetup> = {}): Promise<Snapshot> {
    return this.loadFiles([{ name: 'test.asm', text: `%include "lab.inc"\n${text}` }], more);
  }

  async loadFiles(files: MachineSetup['files'], more: Partial<MachineSetup> = {}): Promise<Snapshot> {
    const result = await this.simulator.load({ files, model: 'everything', memoryMib: 4, ...more });
    expect(result.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    this.symbols = result.symbols;
    if (result.snapshot === null) throw new Error('not loaded');
    return result.snapshot;
  }

  run(
    kind: Exclude<RunCommand['kind'], 'seek' | 'run-to' | 'go-to-instruction' | 'go-to-transition' | 'seek-writer'>,
  ): Promise<Snapshot> {
    return this.simulator.run({ kind });
  }

  seek(position: number): Promise<Snapshot> {
    return this.simulator.run({ kind: 'seek', position });
  }

  /** Runs to the end, answers where that is. */
  async end(): Promise<Snapshot> {
    return this.run('run');
  }

  /** The address of a label. */
  at(label: string): bigint {
    const symbol = this.symbols.find(({ name }) => name === label);
    if (symbol === undefined) throw new Error(`no label ${label}`);
    return BigInt(symbol.value);
  }
}
