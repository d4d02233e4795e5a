import type { ModelMsr } from './model';

/** VMX capability MSRs of the model "everything". SDM Vol. 3, Appendix A: "VMX Capability Reporting Facility". */
export const everythingVmxMsrs: readonly ModelMsr[] = [];
