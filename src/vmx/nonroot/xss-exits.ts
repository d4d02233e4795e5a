import { GPR, XSS } from '../../cpu/state/processor-layout';
import { F } from '../vmcs/vmcs-region';
import type { VmxContext } from '../vmx-context';
import { conclude, consultBit } from './decide';
import type { InterceptRule } from './intercept-rule';

const BITMAP = F['xss-exiting-bitmap'];
const EAX = GPR;
const EDX = GPR + 4;

/**
 * Whether XSAVES or XRSTORS exits: EDX:EAX asks for a supervisor state component that IA32_XSS enables and the XSS-exiting
 * bitmap marks. The components that are asked for and enabled are consulted, those that are marked last. SDM Vol. 3:
 * "XSS-Exiting Bitmap".
 */
export function xssExits(c: VmxContext, rule: InterceptRule): boolean {
  const { image, s } = c.p;
  const at = c.region + BITMAP;
  const low = (s[EAX] as number) & (s[XSS] as number);
  const high = (s[EDX] as number) & (s[XSS + 1] as number);
  const marked = (low & (image.i32[at] as number)) | (high & (image.i32[at + 1] as number));
  if (c.detailed) consultComponents(c, low, high);
  return conclude(c, rule, marked === 0 ? 0 : 1, rule.subject, (low | high) !== 0);
}

function consultComponents(c: VmxContext, low: number, high: number): void {
  const at = c.region + BITMAP;
  for (const value of [0, 1] as const) {
    for (let bit = 63; bit >= 0; bit--) {
      const mask = 1 << (bit & 31);
      if (((bit < 32 ? low : high) & mask) === 0) continue;
      const isMarked = ((c.p.image.i32[at + (bit >>> 5)] as number) & mask) !== 0;
      if ((isMarked ? 1 : 0) !== value) continue;
      consultBit(c, 'xss-exiting-bitmap', 'xss-exiting-bitmap', bit, value, (n) => ({
        text: 'state-component',
        values: { n },
      }));
    }
  }
}
