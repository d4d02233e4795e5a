/** Words of a machine with several processors. */
export const processors = {
  choice: 'Processor to look at: CPU {{number}} of {{processors}}',
  label: 'CPU {{number}} of {{processors}}',
  turn: 'Whose turn it is',
  turnDetail: 'CPU {{number}} now',
  ring: '{{mode}} · ring {{cpl}} · {{place}}',
  asleep: '{{mode}} · {{activity}}',
  activity: { halted: 'halted', shutdown: 'shutdown', waitForSipi: 'waits for SIPI' },
  look: 'Look at CPU {{number}}',
  lookAtTurn: 'Look at the processor whose turn it is',
} as const;
