import { fillTemplate } from '../../../base/message-template';
import type { Processor } from '../../../cpu/processor';
import { INTERRUPTIBILITY } from '../../../cpu/state/processor-layout';
import type { CheckedField, ChecklistRow, ChecklistView } from '../../../protocol/entry-checklist';
import type { FieldWriters } from '../../../recorder/field-writers';
import { supportedFields } from '../../../vmx/capabilities/supported-fields';
import { host64 } from '../../../vmx/entry/checks/check-helpers';
import { checkRules } from '../../../vmx/entry/checks/check-rules.table';
import type { EntryCheck } from '../../../vmx/entry/checks/entry-check';
import { type CheckText, entryChecks } from '../../../vmx/entry/checks/entry-checks.table';
import { RegionContext } from '../../../vmx/entry/checks/region-context';
import { runEntryChecks } from '../../../vmx/entry/checks/run-entry-checks';
import { isShadowVmcs } from '../../../vmx/state/shadow-vmcs';
import { MODE_NON_ROOT, VMX_MODE } from '../../../vmx/state/vmx-layout';
import { vmxUnitOf } from '../../../vmx/unit';
import { LAUNCH_STATE_CLEAR, LAUNCH_STATE_STALE, LAUNCH_STATE_WORD, regionWord } from '../../../vmx/vmcs/vmcs-region';
import type { CodeMap } from '../code-map';

const BLOCKING_BY_MOV_SS = 2;

/** What VM entry would see of a VMCS: while a guest runs, the mode counts that the next VM exit leaves the VMM in. */
class NextEntryContext extends RegionContext {
  constructor(
    private readonly processor: Processor,
    pointer: number,
  ) {
    const { capabilities } = vmxUnitOf(processor);
    super(processor, capabilities, supportedFields(capabilities));
    this.turnTo(pointer);
  }

  override get ia32e(): boolean {
    return this.processor.s[VMX_MODE] === MODE_NON_ROOT ? host64(this) : super.ia32e;
  }
}

/**
 * Every VM-entry check of the VMCS at an address in RAM, asked now; nothing is changed by it.
 * @param writers who last wrote its fields
 */
export function toChecklistView(
  p: Processor,
  pointer: bigint,
  label: string,
  writers: FieldWriters | undefined,
  map: CodeMap,
): ChecklistView {
  const context = new NextEntryContext(p, Number(pointer));
  const { failing, reported } = runEntryChecks(context);
  const launchState = p.image.i32[regionWord(Number(pointer)) + LAUNCH_STATE_WORD];
  const fieldOf = (field: EntryCheck['fields'][number]): CheckedField => {
    const writer = writers?.get(field);
    return {
      field,
      value: context.field(field),
      writer: writer === undefined ? null : { ...writer, source: map.sourceAt(writer.rip) },
    };
  };
  const rowOf = (row: EntryCheck<CheckText>): ChecklistRow => {
    const finding = failing.find(({ check }) => check === row.id) ?? null;
    const asked = row.applies === undefined || row.applies(context);
    const values = row.values?.(context) ?? {};
    return {
      check: row.id,
      group: row.group,
      sdm: row.sdm,
      verdict: finding !== null ? 'fails' : asked ? 'holds' : 'not-asked',
      text: row.text,
      values,
      rule: fillTemplate(checkRules[row.text], values),
      fields: row.fields.map(fieldOf),
      finding,
    };
  };
  return {
    pointer,
    label,
    instruction: launchState === LAUNCH_STATE_CLEAR ? 'vmlaunch' : 'vmresume',
    before: isShadowVmcs(p, Number(pointer))
      ? 'shadow-vmcs'
      : launchState === LAUNCH_STATE_STALE
        ? 'stale'
        : isBlockedByMovSs(p)
          ? 'blocked-by-mov-ss'
          : null,
    outcome: reported?.outcome ?? null,
    rows: entryChecks.map(rowOf),
  };
}

/** In the VMM: a guest's own blocking goes with it. */
const isBlockedByMovSs = (p: Processor): boolean =>
  p.s[VMX_MODE] !== MODE_NON_ROOT && ((p.s[INTERRUPTIBILITY] as number) & BLOCKING_BY_MOV_SS) !== 0;
