import { useT } from '../../i18n/use-t';
import { useSimulator } from '../../stores/simulator-store';
import { Button } from '../widgets/button';
import { Dialog } from '../widgets/dialog';
import { CopyReproducer } from './copy-reproducer';

/** The simulator itself failed: what, where, what became of the machine, and what to do next. */
export default function FaultDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useT();
  const fault = useSimulator((state) => state.fault);
  if (fault === null) return null;
  const { recovery } = fault;
  const helped = recovery === 'restored' || recovery === 'at-start';
  return (
    <Dialog open onClose={onClose} title={t('app.fault.title')} description={t('app.fault.text')}>
      <p>
        <code>{fault.message}</code> {t('app.fault.at', { position: fault.position })}
      </p>
      {recovery !== undefined && (
        <p className="fault-recovery" role="status">
          {t(`app.fault.recovery.${recovery}`, { position: fault.position })}
        </p>
      )}
      {fault.stack !== '' && (
        <details className="fault-details">
          <summary>{t('app.fault.details')}</summary>
          <pre>{fault.stack}</pre>
        </details>
      )}
      <div className="dialog-actions">
        <CopyReproducer />
        <Button variant={helped ? 'plain' : 'solid'} onClick={() => location.reload()}>
          {t('app.fault.restart')}
        </Button>
        {helped && (
          <Button variant="solid" onClick={onClose}>
            {t('app.fault.goOn')}
          </Button>
        )}
      </div>
    </Dialog>
  );
}
