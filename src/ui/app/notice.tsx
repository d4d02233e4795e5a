import { X } from 'lucide-react';
import { useEffect } from 'react';
import { useT } from '../../i18n/use-t';
import { useSimulator } from '../../stores/simulator-store';
import { Button } from '../widgets/button';
import './notice.css';

const SHOWN_MS = 10_000;

/** One short message at a time; it goes by itself unless it is to be read. */
export function Notice() {
  const t = useT();
  const notice = useSimulator((state) => state.notice);
  useEffect(() => {
    if (notice === null || notice.lasting) return;
    const timer = setTimeout(() => useSimulator.setState({ notice: null }), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [notice]);
  if (notice === null) return null;
  return (
    <div className="notice" role="alert">
      <p>{notice.text}</p>
      {notice.action !== null && (
        <Button
          onClick={() => {
            notice.action?.run();
            useSimulator.setState({ notice: null });
          }}
        >
          {notice.action.label}
        </Button>
      )}
      <Button
        variant="quiet"
        icon={<X />}
        aria-label={t('app.notice.dismiss')}
        onClick={() => useSimulator.setState({ notice: null })}
      />
    </div>
  );
}
