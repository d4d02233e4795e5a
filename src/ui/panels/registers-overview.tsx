import { bitText } from '../../i18n/facts';
import { useT } from '../../i18n/use-t';
import type { Snapshot } from '../../protocol/snapshot';
import {
  activityLayout,
  cr0Layout,
  cr4Layout,
  eferLayout,
  interruptibilityLayout,
  rflagsLayout,
} from '../../vmx/vmcs/vmcs-field-layouts.table';
import { bitsText } from '../visuals/decode/bits-text';
import { DecodedRegister } from '../visuals/registers/decoded-register';
import { GeneralRegisters } from '../visuals/registers/general-registers';
import { SegmentTable } from '../visuals/registers/segment-table';
import './registers-overview.css';

/** DR4 and DR5 are other names of DR6 and DR7. */
const DEBUG_REGISTERS = [0, 1, 2, 3, 6, 7];

/** Every register of the processor, decoded; those that the last command changed are washed yellow. */
export function RegistersOverview({ snapshot }: { readonly snapshot: Snapshot }) {
  const t = useT();
  const { registers: r, place } = snapshot;
  const changed = new Set(snapshot.changedRegisters);
  const changedWord = t('panels.registers.changed');
  const say = (name: string) => ({ name, changed: changed.has(name), changedWord });
  const blocking = bitsText(interruptibilityLayout, BigInt(r.interruptibility));
  return (
    <>
      <h2>{t('panels.registers.general')}</h2>
      <GeneralRegisters values={r.general} changed={changed} changedWord={changedWord} />
      <DecodedRegister {...say('RIP')} value={r.rip} bits={64} text={place.symbol ?? ''} />
      <DecodedRegister {...say('RFLAGS')} value={BigInt(r.rflags >>> 0)} bits={32} layout={rflagsLayout} />

      <h2>{t('panels.registers.control')}</h2>
      <DecodedRegister {...say('CR0')} value={r.cr0} bits={64} layout={cr0Layout} />
      <DecodedRegister {...say('CR2')} value={r.cr2} bits={64} />
      <DecodedRegister {...say('CR3')} value={r.cr3} bits={64} />
      <DecodedRegister {...say('CR4')} value={r.cr4} bits={64} layout={cr4Layout} />
      <DecodedRegister {...say('CR8')} value={r.cr8} bits={64} />
      <DecodedRegister {...say('EFER')} name="IA32_EFER" value={r.efer} bits={64} layout={eferLayout} />
      <DecodedRegister {...say('XCR0')} value={r.xcr0} bits={64} />

      <h2>{t('panels.registers.segments')}</h2>
      <SegmentTable segments={r.segments} changed={changed} />
      <DecodedRegister
        {...say('GDTR')}
        value={r.gdtr.base}
        bits={64}
        text={t('panels.registers.tableLimit', { limit: `0x${r.gdtr.limit.toString(16)}` })}
      />
      <DecodedRegister
        {...say('IDTR')}
        value={r.idtr.base}
        bits={64}
        text={t('panels.registers.tableLimit', { limit: `0x${r.idtr.limit.toString(16)}` })}
      />

      <h2>{t('panels.registers.state')}</h2>
      <dl className="register-state">
        <div>
          <dt>{t('panels.registers.ring')}</dt>
          <dd>{snapshot.cpl}</dd>
        </div>
        <div>
          <dt>{t('panels.registers.activity')}</dt>
          <dd>{bitText(activityLayout[0]?.values?.[r.activity] ?? r.activity.toString())}</dd>
        </div>
        <div>
          <dt>{t('panels.registers.interruptibility')}</dt>
          <dd>{blocking === '' ? t('panels.registers.notBlocked') : blocking}</dd>
        </div>
        <div>
          <dt>{t('panels.registers.pending')}</dt>
          <dd>{pendingText(snapshot.pending) || t('panels.registers.nothingPending')}</dd>
        </div>
      </dl>

      <h2>{t('panels.registers.debug')}</h2>
      {DEBUG_REGISTERS.map((n) => (
        <DecodedRegister key={n} {...say(`DR${n}`)} value={r.dr[n] ?? 0n} bits={64} />
      ))}
    </>
  );
}

interface Pending {
  readonly vectors: readonly number[];
  readonly nmi: boolean;
  readonly init: boolean;
}

/** Events that wait, by name: "0x20, NMI". */
function pendingText({ vectors, nmi, init }: Pending): string {
  const names = vectors.map((vector) => `0x${vector.toString(16).padStart(2, '0')}`);
  if (nmi) names.push('NMI');
  if (init) names.push('INIT');
  return names.join(', ');
}
