import { join64 } from '../../cpu/state/address';
import { ACTIVITY, ATTENTION, STOP, STOP_VALUE } from '../../cpu/state/processor-layout';
import { STOP_VMX_ABORT } from '../../cpu/state/stop-code';
import { buildTransition } from '../explain/build-transition';
import { ABORT_INDICATOR_WORD, F } from '../vmcs/vmcs-region';
import type { VmxContext } from '../vmx-context';

/** VMX-abort indicators that can occur here. SDM Vol. 3: "VMX Aborts". */
export const ABORT_SAVING_GUEST_MSRS = 1;
export const ABORT_HOST_PDPTES = 2;
export const ABORT_LOADING_HOST_MSRS = 4;
export const ABORT_MACHINE_CHECK = 5;
export const ABORT_HOST_ADDRESS_SPACE = 6;

const EXIT_REASON = F['exit-reason'];
const QUALIFICATION = F['exit-qualification'];
const GUEST_RIP = F['guest-rip'];
const GUEST_RFLAGS = F['guest-rflags'];

const ACTIVITY_SHUTDOWN = 2;

/**
 * A VM exit that cannot be completed: writes the indicator to the VMCS region and shuts the processor down.
 * @param region index in `image.i32` of the VMCS's first word; the image has been told of the write
 * @param cause the instruction or event that led to the exit
 */
export function vmxAbort(c: VmxContext, region: number, indicator: number, cause: string): void {
  const { p } = c;
  const { s } = p;
  const words = p.image.i32;
  words[region + ABORT_INDICATOR_WORD] = indicator;
  s[ACTIVITY] = ACTIVITY_SHUTDOWN;
  s[STOP] = STOP_VMX_ABORT;
  s[STOP_VALUE] = indicator;
  s[ATTENTION] = 1;
  if (c.listener === null) return;
  c.listener.transition(
    buildTransition(p, {
      kind: 'vmx-abort',
      cause,
      abort: indicator,
      // The exit that could not be completed has written its information to the VMCS before it got here.
      exitReason: words[region + EXIT_REASON] >>> 0,
      qualification: join64(words[region + QUALIFICATION], words[region + QUALIFICATION + 1]),
      guestRip: join64(words[region + GUEST_RIP], words[region + GUEST_RIP + 1]),
      guestRflags: BigInt(words[region + GUEST_RFLAGS] >>> 0),
      why: c.why,
    }),
  );
  c.why = null;
}
