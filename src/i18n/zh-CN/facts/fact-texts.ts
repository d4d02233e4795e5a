import { fillTemplate, type ListWords } from '../../../base/message-template';
import type { FactTexts } from '../../fact-texts';
import { assemblerTexts } from './assembler';
import { bitTexts } from './bits';
import { capabilityBitTexts } from './capability-bits';
import { checkRuleTexts } from './check-rules';
import { controlCheckTexts } from './control-checks';
import { cpuidFeatureTexts } from './cpuid-features';
import { eventTexts, noteTexts, stepTexts } from './decisions';
import { decodeTexts } from './decode-words';
import { eptCheckTexts } from './ept-checks';
import { errorTexts } from './errors';
import { executionControlTexts } from './execution-controls';
import { exitReasonTexts } from './exit-reasons';
import { fieldTexts } from './fields';
import { guestRegisterCheckTexts } from './guest-register-checks';
import { guestSegmentCheckTexts } from './guest-segment-checks';
import { guestStateCheckTexts } from './guest-state-checks';
import { hostCheckTexts } from './host-checks';
import { registerBitTexts } from './register-bits';
import { secondaryControlTexts } from './secondary-controls';
import { bootTexts, unmodelledTexts } from './stops';
import { transitionControlTexts } from './transition-controls';

const lists: ListWords = {
  bits: (numbers) => `第 ${numbers.join('、')} 位`,
  names: (names) => (names.length === 0 ? '' : `（${names.map((name) => `“${name}”`).join('、')}）`),
};

/** The fact tables in Chinese; loaded only when somebody reads Chinese. */
export const factTexts: FactTexts = {
  checks: {
    ...controlCheckTexts,
    ...eptCheckTexts,
    ...hostCheckTexts,
    ...guestRegisterCheckTexts,
    ...guestSegmentCheckTexts,
    ...guestStateCheckTexts,
  },
  checkRules: checkRuleTexts,
  controls: { ...executionControlTexts, ...secondaryControlTexts, ...transitionControlTexts },
  exitReasons: exitReasonTexts,
  errors: errorTexts,
  fields: fieldTexts,
  bits: { ...bitTexts, ...capabilityBitTexts },
  registerBits: registerBitTexts,
  features: cpuidFeatureTexts,
  decode: decodeTexts,
  boot: bootTexts,
  unmodelled: unmodelledTexts,
  events: eventTexts,
  steps: stepTexts,
  notes: noteTexts,
  assembler: assemblerTexts,
  withoutOwner: (meaning) => meaning.replace(/^(客户机|宿主机|VM 退出(?=中断|指令)) ?(?!\/)/, ''),
  fill: (template, values) => fillTemplate(template, values, lists),
};
