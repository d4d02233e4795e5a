import type { ComponentProps, ReactNode } from 'react';
import { Hint } from './hint';
import './button.css';

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  /** Solid = the one main action of its bar; quiet = without a border. */
  readonly variant?: 'plain' | 'solid' | 'quiet';
  readonly icon?: ReactNode;
  readonly trailing?: ReactNode;
  readonly children?: ReactNode;
  readonly hint?: string | undefined;
  readonly keys?: string | undefined;
}

/** A button 28 pixels high. One without text needs an aria-label. */
export function Button({ variant = 'plain', icon, trailing, children, hint, keys, className, ...rest }: ButtonProps) {
  const classes = [
    'button',
    variant,
    children === undefined && trailing === undefined ? 'bare' : '',
    className ?? '',
  ].join(' ');
  const button = (
    <button type="button" className={classes} {...rest}>
      {icon}
      {children !== undefined && <span className="button-text">{children}</span>}
      {trailing}
    </button>
  );
  if (hint === undefined) return button;
  return (
    <Hint text={hint} keys={keys}>
      {button}
    </Hint>
  );
}
