import { controlWord } from './control';

/** SDM: "VM-Exit Controls". They count only while the VM-exit control "activate secondary controls" is 1. */
export const secondaryVmExitControls = controlWord({
  word: 'secondary-vm-exit',
  field: 'secondary-vm-exit-controls',
  width: 64,
  prefix: 'EXIT2',
  sdm: 'VM-Exit Controls',
  reservedOnes: 0,
  rows: [
    {
      bit: 0,
      id: 'save-fred',
      name: 'Save FRED',
      does: 'VM exit saves the FRED registers to the guest-state area.',
      outside: 'FRED',
    },
    {
      bit: 1,
      id: 'load-fred',
      name: 'Load FRED',
      does: 'VM exit loads the FRED registers from the host-state area.',
      outside: 'FRED',
    },
    {
      bit: 2,
      id: 'load-ia32-spec-ctrl',
      name: 'Load IA32_SPEC_CTRL',
      does: 'VM exit loads IA32_SPEC_CTRL from the host-state area.',
    },
    {
      bit: 3,
      id: 'prematurely-busy-shadow-stack',
      name: 'Prematurely busy shadow stack',
      does: 'A VM exit reports that it came while a supervisor shadow stack was marked busy too early.',
      outside: 'CET',
    },
  ],
});
