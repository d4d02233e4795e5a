import { type ReactNode, useId } from 'react';
import { useT } from '../../../i18n/use-t';
import '../../../i18n/travel';
import type { Breakpoint } from '../../../protocol/commands';
import { exitReasons } from '../../../vmx/exit/exit-reasons.table';
import { vmcsFields } from '../../../vmx/vmcs/vmcs-fields.table';
import { RichText } from '../rich-text';
import type { BreakpointFormValues, BreakpointNames, WrongMember } from './breakpoint-form-values';
import './breakpoint-form.css';

export interface BreakpointFormProps {
  readonly values: BreakpointFormValues;
  readonly names: BreakpointNames;
  /** The member that cannot be understood, and what is said about it; with null it is said of the whole. */
  readonly wrong: { readonly member: WrongMember | 'condition' | null; readonly text: string } | null;
  readonly onChange: (values: BreakpointFormValues) => void;
}

const KINDS: readonly Breakpoint['kind'][] = [
  'line',
  'address',
  'data',
  'port',
  'msr',
  'vmcs-field',
  'vm-exit',
  'vm-entry-failure',
];

/** Members of each kind, in the order in which they are asked for. */
const MEMBERS: Readonly<Record<Breakpoint['kind'], readonly Exclude<keyof BreakpointFormValues, 'kind'>[]>> = {
  line: ['file', 'line'],
  address: ['address'],
  data: ['address', 'length', 'access', 'space'],
  port: ['port', 'access'],
  msr: ['msr', 'access'],
  'vmcs-field': ['field', 'access'],
  'vm-exit': ['reason', 'condition'],
  'vm-entry-failure': [],
};

/** The form of a breakpoint: its kind, and what this kind asks for. */
export function BreakpointForm({ values, names, wrong, onChange }: BreakpointFormProps) {
  const t = useT();
  const id = useId();
  const set = (member: keyof BreakpointFormValues, text: string) => onChange({ ...values, [member]: text });
  const accesses =
    values.kind === 'port'
      ? ([
          ['read', 'in'],
          ['write', 'out'],
          ['access', 'inOut'],
        ] as const)
      : ([
          ['read', 'read'],
          ['write', 'write'],
          ['access', 'access'],
        ] as const);
  const choices: Readonly<Partial<Record<keyof BreakpointFormValues, readonly (readonly [string, string])[]>>> = {
    kind: KINDS.map((kind) => [kind, t(`travel.breakpoint.kinds.${kind}`)]),
    file: names.files.map((name) => [name, name]),
    access: accesses.map(([value, word]) => [value, t(`travel.breakpoint.accesses.${word}`)]),
    space: (['linear', 'physical'] as const).map((space) => [space, t(`travel.breakpoint.spaces.${space}`)]),
    reason: [
      ['', t('travel.breakpoint.anyReason')],
      ...exitReasons.map(({ number, name }) => [String(number), `${number} ${name}`] as const),
    ],
  };
  const suggestions: Readonly<Partial<Record<keyof BreakpointFormValues, readonly string[]>>> = {
    address: names.symbols.filter(({ kind }) => kind === 'label').map(({ name }) => name),
    msr: names.msrs.map(({ name }) => name),
    field: vmcsFields.map(({ name }) => name),
  };
  const member = (name: keyof BreakpointFormValues): ReactNode => {
    const isWrong = wrong?.member === name;
    const common = {
      id: `${id}-${name}`,
      'aria-invalid': isWrong,
      'aria-describedby': isWrong ? `${id}-wrong` : undefined,
      value: values[name],
    };
    const list = suggestions[name];
    return (
      <div key={name} className="breakpoint-member" data-member={name}>
        <label htmlFor={common.id}>{t(`travel.breakpoint.${name}`)}</label>
        {choices[name] === undefined ? (
          <input
            {...common}
            className="field mono"
            spellCheck={false}
            autoComplete="off"
            list={list === undefined ? undefined : `${id}-${name}-list`}
            onChange={(event) => set(name, event.target.value)}
          />
        ) : (
          <select {...common} className="field" onChange={(event) => set(name, event.target.value)}>
            {choices[name].map(([value, text]) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </select>
        )}
        {list !== undefined && (
          <datalist id={`${id}-${name}-list`}>
            {list.map((text) => (
              <option key={text} value={text} />
            ))}
          </datalist>
        )}
      </div>
    );
  };
  return (
    <div className="breakpoint-form">
      {member('kind')}
      {MEMBERS[values.kind].map(member)}
      {values.kind === 'vm-exit' && (
        <p className="breakpoint-hint">
          <RichText text={t('travel.breakpoint.conditionHint')} />
        </p>
      )}
      {values.kind === 'vm-entry-failure' && <p className="breakpoint-hint">{t('travel.breakpoint.failureHint')}</p>}
      {wrong !== null && (
        <p id={`${id}-wrong`} className="breakpoint-wrong" role="alert">
          {wrong.text}
        </p>
      )}
    </div>
  );
}
