import { useState } from 'react';
import { useT } from '../../../i18n/use-t';
import type { AllowedSettings, ModelFacts } from '../../../protocol/model-facts';
import type { RegistersView, VmcsView } from '../../../protocol/snapshot';
import {
  eptVpidLayout,
  vmcsEnumLayout,
  vmFunctionLayout,
  vmxBasicLayout,
  vmxMiscLayout,
} from '../../../vmx/capabilities/capability-layouts.table';
import { capabilityMsrs } from '../../../vmx/capabilities/capability-msrs.table';
import type { ControlWord } from '../../../vmx/controls/control';
import { controlWords } from '../../../vmx/controls/control-words.table';
import { cr0Layout, cr4Layout } from '../../../vmx/vmcs/vmcs-field-layouts.table';
import { Button } from '../../widgets/button';
import { Checkbox } from '../../widgets/checkbox';
import { guestName } from '../guest-name';
import { plainHex } from '../hex';
import { HexValue } from '../hex-value';
import { controlSettings, registerSettings } from './setting-rows';
import { SettingTable } from './setting-table';
import { ValueTable } from './value-table';
import '../tables/tables.css';
import './capabilities.css';

export interface CapabilitiesProps {
  readonly model: ModelFacts;
  readonly modelName: string;
  readonly models: readonly ModelFacts[];
  /** The VMCS whose settings stand beside; null when none is shown. */
  readonly vmcs: VmcsView | null;
  readonly registers: Pick<RegistersView, 'cr0' | 'cr4'>;
  readonly onModels: () => void;
}

/** MSRs of the words of controls: the plain one, and the TRUE one that counts where the model has it. */
const MSRS_OF: Readonly<Record<ControlWord, readonly number[]>> = {
  'pin-based': [0x48d, 0x481],
  'primary-processor-based': [0x48e, 0x482],
  'secondary-processor-based': [0x48b],
  'tertiary-processor-based': [0x492],
  'vm-exit': [0x48f, 0x483],
  'secondary-vm-exit': [0x493],
  'vm-entry': [0x490, 0x484],
};

const VALUES = [
  { index: 0x480, layout: vmxBasicLayout },
  { index: 0x485, layout: vmxMiscLayout },
  { index: 0x48a, layout: vmcsEnumLayout },
  { index: 0x48c, layout: eptVpidLayout },
  { index: 0x491, layout: vmFunctionLayout },
] as const;

const msrRow = (index: number) => capabilityMsrs.find((row) => row.index === index);

/** What the FIXED0 MSR with this index and the FIXED1 behind it leave of a control register in VMX operation. */
const fixedBy =
  (index: number) =>
  ({ msrs }: ModelFacts): AllowedSettings => {
    const value = (at: number): bigint => msrs.find((row) => row.index === at)?.value ?? 0n;
    return { mustBeOne: value(index), mayBeOne: value(index + 1) };
  };

/** The capability MSRs of the machine's model as a matrix of what is allowed and what is set. */
export function Capabilities({ model, modelName, models, vmcs, registers, onModels }: CapabilitiesProps) {
  const t = useT();
  const [onlyAllowed, setOnlyAllowed] = useState(false);
  const msrName = (word: ControlWord): string => {
    const index = MSRS_OF[word].find((msr) => model.msrs.some((row) => row.index === msr)) ?? MSRS_OF[word][0] ?? 0;
    return msrRow(index)?.name ?? plainHex(index);
  };
  return (
    <div className="capabilities">
      <p className="capabilities-intro">
        {vmcs === null
          ? t('vmcsViews.capabilities.textWithout', { model: modelName })
          : t('vmcsViews.capabilities.text', { model: modelName, guest: guestName(t, vmcs.label) })}
      </p>
      <div className="capabilities-bar">
        <Checkbox checked={onlyAllowed} onChange={setOnlyAllowed}>
          {t('vmcsViews.capabilities.onlyAllowed')}
        </Checkbox>
        <Button onClick={onModels}>{t('vmcsViews.capabilities.otherModels')}</Button>
      </div>
      {controlWords.map((table) => (
        <SettingTable
          key={table.word}
          title={t(`panels.word.${table.word}`)}
          msr={msrName(table.word)}
          sdm={table.sdm}
          rows={controlSettings(table, model, models, vmcs?.fields[table.field])}
          allowed={model.controls[table.word]}
          width={table.width}
          onlyAllowed={onlyAllowed}
        />
      ))}
      <SettingTable
        title={t('vmcsViews.capabilities.cr0')}
        msr="IA32_VMX_CR0_FIXED0/1"
        sdm={msrRow(0x486)?.sdm ?? ''}
        note={t('vmcsViews.capabilities.crNote')}
        rows={registerSettings(cr0Layout, fixedBy(0x486), model, models, registers.cr0)}
        allowed={fixedBy(0x486)(model)}
        width={64}
        onlyAllowed={onlyAllowed}
      />
      <SettingTable
        title={t('vmcsViews.capabilities.cr4')}
        msr="IA32_VMX_CR4_FIXED0/1"
        sdm={msrRow(0x488)?.sdm ?? ''}
        rows={registerSettings(cr4Layout, fixedBy(0x488), model, models, registers.cr4)}
        allowed={fixedBy(0x488)(model)}
        width={64}
        onlyAllowed={onlyAllowed}
      />
      {VALUES.map(({ index, layout }) => (
        <ValueTable
          key={index}
          name={msrRow(index)?.name ?? plainHex(index)}
          index={index}
          sdm={msrRow(index)?.sdm ?? ''}
          layout={layout}
          model={model}
          models={models}
        />
      ))}
      <RawValues model={model} />
    </div>
  );
}

function RawValues({ model }: { readonly model: ModelFacts }) {
  const t = useT();
  const title = t('vmcsViews.capabilities.values');
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <table className="msr-values" aria-label={title}>
        <tbody>
          {capabilityMsrs.map(({ index, name }) => {
            const row = model.msrs.find((msr) => msr.index === index);
            return (
              <tr key={index} data-absent={row === undefined}>
                <th scope="row">
                  <code>{plainHex(index)}</code> <span className="msr-name">{name}</span>
                </th>
                <td>
                  {row === undefined ? t('vmcsViews.capabilities.absent') : <HexValue value={row.value} bits={64} />}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
