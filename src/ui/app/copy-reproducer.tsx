import { useState } from 'react';
import { translate } from '../../i18n/i18n';
import { Button } from '../widgets/button';

/**
 * Copies a link that opens the same program, and the same moment where the machine can still tell it, for a report. Works
 * without React's context: it is used when things are broken.
 */
export function CopyReproducer() {
  const [copied, setCopied] = useState(false);
  return (
    <Button
      onClick={async () => {
        const { reproducerLink } = await import('../../stores/reproducer');
        await navigator.clipboard.writeText(await reproducerLink(location.href));
        setCopied(true);
      }}
    >
      {translate(copied ? 'common.copied' : 'app.fault.copyReproducer')}
    </Button>
  );
}
