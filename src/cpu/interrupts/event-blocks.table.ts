/** What can keep an event that waits from being taken at the next instruction boundary, with the manual's section. */
export const eventBlocks = {
  /** RFLAGS.IF is 0. */
  'interrupt-flag': 'Masking Maskable Hardware Interrupts',
  sti: 'Masking Maskable Hardware Interrupts',
  'mov-ss': 'Masking Exceptions and Interrupts When Switching Stacks',
  /** An NMI is being handled: no other until IRET. */
  nmi: 'Handling Multiple NMIs',
  /** The same of virtual NMIs, which a guest has. */
  'virtual-nmi': 'Pin-Based VM-Execution Controls',
  /** The processor is in system-management mode. */
  smm: 'Entering SMM',
  shutdown: 'Interrupt 8—Double Fault Exception (#DF)',
  'wait-for-sipi': 'MP Initialization Protocol Algorithm for MP Systems',
  /** VMX root operation blocks INIT signals. */
  'vmx-root': 'Restrictions on VMX Operation',
  /** The vector's class is not above the task priority. */
  'task-priority': 'Interrupt, Task, and Processor Priority',
  /** The vector's class is not above that of the interrupt in service. */
  'in-service': 'Interrupt, Task, and Processor Priority',
} as const;

export type EventBlock = keyof typeof eventBlocks;
