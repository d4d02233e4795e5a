/** VM functions by their bit in IA32_VMX_VMFUNC and in the VM-function controls. SDM Vol. 3: "VM-Function Controls". */
export const vmFunctions = { 'eptp-switching': 0 } as const;

export type VmFunction = keyof typeof vmFunctions;
