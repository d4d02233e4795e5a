import { useState } from 'react';
import { translate } from '../../i18n/i18n';
import { toLink } from '../../share/link';
import { toWork } from '../../stores/saved-work';
import { useSimulator } from '../../stores/simulator-store';
import { Button } from '../widgets/button';

/** Copies a link that opens the same program, for a report. Works without React's context: it is used when things are broken. */
export function CopyReproducer() {
  const [copied, setCopied] = useState(false);
  return (
    <Button
      onClick={async () => {
        const link = await toLink(toWork(useSimulator.getState()), location.href);
        await navigator.clipboard.writeText(link);
        setCopied(true);
      }}
    >
      {translate(copied ? 'common.copied' : 'app.fault.copyReproducer')}
    </Button>
  );
}
