import { Component, type ReactNode } from 'react';
import { translate } from '../../i18n/i18n';
import { forgetStored } from '../../stores/storage';
import { Button } from '../widgets/button';
import { CopyReproducer } from './copy-reproducer';
import './error-boundary.css';

interface State {
  readonly error: Error | null;
}

/** Catches what a part of the page throws and offers ways out, so that the page is never blank. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    return error === null ? this.props.children : <Broken error={error} />;
  }
}

/** What stands in the place of something that failed. */
export function Broken({ error }: { readonly error: Error }) {
  return (
    <div className="broken" role="alert">
      <h2>{translate('app.broken.title')}</h2>
      <p>{translate('app.broken.text')}</p>
      <pre>{error.message}</pre>
      <div className="broken-actions">
        <Button variant="solid" onClick={() => location.reload()}>
          {translate('app.broken.reload')}
        </Button>
        <CopyReproducer />
        <Button
          onClick={() => {
            forgetStored();
            location.replace(location.pathname);
          }}
        >
          {translate('app.broken.reset')}
        </Button>
      </div>
    </div>
  );
}
