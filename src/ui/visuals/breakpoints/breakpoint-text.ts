import type { Translate } from '../../../i18n/i18n';
import type { Breakpoint } from '../../../protocol/commands';
import type { BreakpointHit } from '../../../protocol/snapshot';
import { exitReason } from '../../../vmx/exit/exit-reasons.table';
import { vmcsField } from '../../../vmx/vmcs/vmcs-fields.table';
import type { SymbolNames } from '../decode/symbol-names';
import { plainHex } from '../hex';
import { type MsrName, msrText } from './msr-names';

/** What numbers are called: labels of the program and MSRs. */
export interface ValueNames {
  readonly symbols: SymbolNames;
  readonly msrs: readonly MsrName[];
}

/** A breakpoint in a few words, with code and strong parts marked for `RichText`. */
export function breakpointText(t: Translate, breakpoint: Breakpoint, names: ValueNames): string {
  const said = 'travel.breakpoint.said';
  switch (breakpoint.kind) {
    case 'line':
      return t(`${said}.line`, { file: breakpoint.file, line: breakpoint.line });
    case 'address':
      return t(`${said}.address`, { place: placeText(breakpoint.address, names) });
    case 'data': {
      const address = placeText(breakpoint.address, names);
      const place = breakpoint.space === 'linear' ? address : t(`${said}.physical`, { place: address });
      return t(`${said}.data.${breakpoint.access}`, { place, bytes: t(`${said}.bytes`, { count: breakpoint.length }) });
    }
    case 'port':
      return t(`${said}.port.${breakpoint.access}`, { port: plainHex(breakpoint.port) });
    case 'msr':
      return t(`${said}.msr.${breakpoint.access}`, { name: msrText(breakpoint.index, names.msrs) });
    case 'vmcs-field':
      return t(`${said}.field.${breakpoint.access}`, { name: vmcsField(breakpoint.field).name });
    case 'vm-exit': {
      const { reason, condition } = breakpoint;
      const text =
        reason === null ? t(`${said}.anyExit`) : t(`${said}.exit`, { reason, name: exitReason(reason)?.name ?? '' });
      return condition === undefined ? text : t(`${said}.when`, { text, condition });
    }
    case 'vm-entry-failure':
      return t(`${said}.failure`);
  }
}

/** What a breakpoint saw when it stopped the run, as a sentence. */
export function hitText(t: Translate, hit: BreakpointHit, names: ValueNames): string {
  const said = 'travel.stopped';
  const place = placeText(hit.rip, names);
  switch (hit.kind) {
    case 'place':
      return t(`${said}.place`, { place });
    case 'data':
      return t(hit.access === 'write' ? `${said}.wrote` : `${said}.read`, {
        place,
        bytes: t('travel.breakpoint.said.bytes', { count: hit.length }),
        address: placeText(hit.address, names),
        before: plainHex(hit.before),
        after: plainHex(hit.after),
      });
    case 'port':
      return t(hit.access === 'out' ? `${said}.sent` : `${said}.received`, {
        place,
        port: plainHex(hit.port),
        value: plainHex(hit.value),
      });
    case 'msr':
      return t(hit.access === 'write' ? `${said}.msrWrote` : `${said}.msrRead`, {
        place,
        name: msrText(hit.index, names.msrs),
        value: plainHex(hit.value),
      });
    case 'vmcs-field':
      return t(hit.access === 'write' ? `${said}.fieldWrote` : `${said}.fieldRead`, {
        place,
        name: vmcsField(hit.field).name,
        before: plainHex(hit.before),
        after: plainHex(hit.after),
      });
    case 'vm-exit':
      return t(`${said}.exit`, { place, reason: hit.reason, name: exitReason(hit.reason)?.name ?? '' });
    case 'vm-entry-failure':
      return hit.reason === null
        ? t(`${said}.failedError`, { place, error: hit.error ?? 0 })
        : t(`${said}.failedReason`, { place, reason: hit.reason, name: exitReason(hit.reason)?.name ?? '' });
  }
}

/** "0x100044 (vmexit+4)", or the address alone where no label is near. */
export function placeText(address: bigint, { symbols }: ValueNames): string {
  const symbol = symbols(address);
  return symbol === null ? plainHex(address) : `${symbol} (${plainHex(address)})`;
}
