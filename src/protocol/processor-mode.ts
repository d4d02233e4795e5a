/** A bit, or a field of bits, that a fact was read from. */
export interface ConsultedBits {
  /** "CR0.PE", "CS.L", "IA32_EFER.LMA". */
  readonly name: string;
  readonly value: bigint;
}

/** Facts by the part of the view that shows them. */
export interface ModeFactIds {
  readonly mode: 'operating-mode' | 'system-management' | 'privilege-level' | 'code-size' | 'stack-size';
  readonly paging:
    | 'paging'
    | 'addresses'
    | 'write-protect'
    | 'execute-disable'
    | 'smep'
    | 'smap'
    | 'user-keys'
    | 'supervisor-keys'
    | 'pcid'
    | 'global-pages';
  readonly flags:
    | 'interrupts'
    | 'io-privilege'
    | 'single-step'
    | 'alignment'
    | 'nested-task'
    | 'virtual-interrupts'
    | 'umip'
    | 'time-stamp';
  readonly instructions: 'system-calls' | 'x87' | 'sse' | 'xsave' | 'vmx';
}

export type ModeFactGroup = keyof ModeFactIds;
export type ModeFactId = ModeFactIds[ModeFactGroup];

/** What a fact says; the page has a sentence for each. */
export type ModeSaying =
  | 'real'
  | 'virtual-8086'
  | 'protected-16'
  | 'protected-32'
  | 'compatibility-16'
  | 'compatibility-32'
  | 'long'
  | 'smm-on'
  | 'smm-off'
  | 'ring-real'
  | 'ring-virtual'
  | 'ring-code'
  | 'ring-conforming'
  | 'size-16'
  | 'size-32'
  | 'size-64'
  | 'stack-16'
  | 'stack-32'
  | 'stack-64'
  | 'paging-none'
  | 'paging-32-bit'
  | 'paging-32-bit-large'
  | 'paging-pae'
  | 'paging-4-level'
  | 'paging-5-level'
  | 'addresses-narrow'
  | 'addresses-canonical'
  | 'no-paging'
  | 'write-protect-on'
  | 'write-protect-off'
  | 'execute-disable-on'
  | 'execute-disable-off'
  | 'execute-disable-none'
  | 'smep-on'
  | 'smep-off'
  | 'smap-on'
  | 'smap-suspended'
  | 'smap-off'
  | 'keys-none'
  | 'user-keys-on'
  | 'user-keys-off'
  | 'supervisor-keys-on'
  | 'supervisor-keys-off'
  | 'pcid-on'
  | 'pcid-off'
  | 'global-on'
  | 'global-off'
  | 'interrupts-on'
  | 'interrupts-off'
  | 'io-free'
  | 'io-real'
  | 'io-bitmap'
  | 'io-virtual'
  | 'step-on'
  | 'step-off'
  | 'alignment-on'
  | 'alignment-ring'
  | 'alignment-off'
  | 'nested-on'
  | 'nested-ia-32e'
  | 'nested-off'
  | 'virtual-on'
  | 'virtual-protected'
  | 'virtual-idle'
  | 'virtual-off'
  | 'umip-on'
  | 'umip-off'
  | 'time-stamp-on'
  | 'time-stamp-off'
  | 'system-calls-on'
  | 'system-calls-off'
  | 'x87-on'
  | 'x87-switched'
  | 'x87-off'
  | 'sse-on'
  | 'sse-switched'
  | 'sse-off'
  | 'xsave-on'
  | 'xsave-off'
  | 'vmx-on'
  | 'vmx-off';

/** One fact about the processor's mode, with what it was read from. */
export interface ModeFact {
  readonly id: ModeFactId;
  readonly group: ModeFactGroup;
  readonly says: ModeSaying;
  /** Values that the sentence names. */
  readonly values: Readonly<Record<string, string | number>>;
  readonly consulted: readonly ConsultedBits[];
  /** Title of the manual's section. */
  readonly section: string;
}

/** The processor's mode, fact by fact. */
export interface ModeView {
  readonly facts: readonly ModeFact[];
}
