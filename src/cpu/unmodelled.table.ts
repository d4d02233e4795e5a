/**
 * What the processor meets and VMXray does not model, beside instructions, which are named by themselves. The run stops and
 * says it.
 */
export const unmodelledThings = {
  'performance-events': 'counting performance events (IA32_PERFEVTSEL0 bit 22)',
  'x87-error-interrupt': 'reporting an x87 error by an external interrupt (CR0.NE = 0)',
  'active-vmcss': 'more than 64 active VMCSs',
} as const;

export type UnmodelledThing = keyof typeof unmodelledThings;
