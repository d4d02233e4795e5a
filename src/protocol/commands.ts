/** Moves through time. `seek` goes to a position (instructions begun plus events taken). */
export type RunCommand =
  | { readonly kind: 'run' | 'step' | 'step-over' | 'step-out' | 'step-back' | 'restart' }
  | { readonly kind: 'next-vm-exit' | 'previous-vm-exit' | 'next-vm-entry' | 'previous-vm-entry' }
  | { readonly kind: 'seek'; readonly position: number };

/** Events that come from outside the machine. */
export type InjectedEvent =
  | { readonly kind: 'external-interrupt'; readonly vector: number }
  | { readonly kind: 'nmi' }
  | { readonly kind: 'init' };

/** Stops before the instruction at a source line or address. */
export type Breakpoint =
  | { readonly kind: 'line'; readonly file: string; readonly line: number }
  | { readonly kind: 'address'; readonly address: bigint };
