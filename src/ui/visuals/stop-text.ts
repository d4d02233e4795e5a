import { unmodelledText } from '../../i18n/facts';
import type { Translate } from '../../i18n/i18n';
import type { StopInfo } from '../../protocol/snapshot';
import { exceptionName } from './decode/interruption-text';
import { shortHex } from './hex';

/** Why a machine stands still, in a few words; nothing where that is what people asked for. */
export function stopText(t: Translate, stop: StopInfo): string {
  return stop.kind === 'done' ? '' : t(`app.stop.${stop.kind}`, valuesOf(stop));
}

function valuesOf(stop: StopInfo): Record<string, string | number> {
  switch (stop.kind) {
    case 'breakpoint':
      return { number: stop.breakpoint + 1 };
    case 'vmx-abort':
      return { indicator: stop.indicator };
    case 'debug-exit':
      return { value: stop.value };
    case 'endless-delivery':
      return { name: exceptionName(stop.vector) ?? '' };
    case 'lab-exception':
      return { vector: stop.vector, rip: shortHex(stop.rip) };
    case 'unmodelled':
      return { what: unmodelledText(stop.what) };
    default:
      return {};
  }
}
