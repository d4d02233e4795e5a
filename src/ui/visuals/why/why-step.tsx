import type { ReactNode } from 'react';
import './why.css';

export interface WhyStepProps {
  /** Red for a failure, dim for what only frames the story. */
  readonly tone?: 'plain' | 'failure';
  readonly children: ReactNode;
}

/** Numbered steps of an explanation. */
export function WhySteps({ children }: { readonly children: ReactNode }) {
  return <ol className="why-steps">{children}</ol>;
}

export function WhyStep({ tone = 'plain', children }: WhyStepProps) {
  return (
    <li className="why-step" data-tone={tone}>
      <div>{children}</div>
    </li>
  );
}
