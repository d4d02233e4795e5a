import { Check, Copy } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useT } from '../../i18n/use-t';
import { toLink } from '../../share/link';
import { toWork } from '../../stores/saved-work';
import { useSimulator } from '../../stores/simulator-store';
import { track } from '../../stores/worker-line';
import { Button } from '../widgets/button';
import { Dialog } from '../widgets/dialog';
import './share-dialog.css';

/** Mail programs and chats begin to cut links off at about this length. */
const LONG_LINK = 8000;

/** Gives the link that opens this program. */
export default function ShareDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useT();
  const [link, setLink] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [copied, setCopied] = useState(false);
  const field = useRef<HTMLInputElement>(null);

  useEffect(() => {
    track(toLink(toWork(useSimulator.getState()), location.href)).then(setLink, (error: unknown) =>
      setFailure(error instanceof Error ? error.message : String(error)),
    );
  }, []);

  const copy = async () => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(link ?? '');
      setCopied(true);
    } catch {
      // Without permission the selected text can still be copied by hand.
    }
  };

  return (
    <Dialog open onClose={onClose} title={t('app.share.title')} description={t('app.share.text')}>
      <label className="share-label" htmlFor="share-link">
        {t('app.share.link')}
      </label>
      <div className="share-row">
        <input
          ref={field}
          id="share-link"
          className="field mono"
          readOnly
          value={link ?? (failure === null ? t('app.share.making') : '')}
          onFocus={(event) => event.target.select()}
        />
        <Button
          variant="solid"
          icon={copied ? <Check /> : <Copy />}
          disabled={link === null}
          onClick={() => void copy()}
        >
          {copied ? t('app.share.copied') : t('app.share.copy')}
        </Button>
      </div>
      {failure !== null && <p className="share-note failed">{t('app.share.failed', { message: failure })}</p>}
      {link !== null && link.length > LONG_LINK && (
        <p className="share-note">{t('app.share.long', { count: link.length })}</p>
      )}
    </Dialog>
  );
}
