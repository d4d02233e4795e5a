import type { Machine } from '../machine/machine';
import { Recorder } from './recorder';
import type { RecorderOptions } from './recorder-options';

/** Puts a recorder over a machine that has not run yet: its VMX units and consoles tell the recorder. */
export function recordMachine(machine: Machine, options: RecorderOptions = {}): Recorder {
  const recorder = new Recorder(machine, options);
  for (const unit of machine.vmx) unit.listener = recorder;
  machine.output = {
    debugcon: (byte) => recorder.wrote('debugcon', byte),
    serial: (byte) => recorder.wrote('serial', byte),
  };
  return recorder;
}
