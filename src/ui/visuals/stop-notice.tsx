import { unmodelledText } from '../../i18n/facts';
import { useT } from '../../i18n/use-t';
import type { StopInfo } from '../../protocol/snapshot';
import { exceptionName } from './decode/interruption-text';
import type { SymbolNames } from './decode/symbol-names';
import { plainHex } from './hex';
import { RichText } from './rich-text';
import './stop-notice.css';

const REMARKABLE: ReadonlySet<StopInfo['kind']> = new Set([
  'lab-exception',
  'unmodelled',
  'shutdown',
  'vmx-abort',
  'endless-delivery',
]);

/** Reasons to stand still that people want explained; the others are what they asked for. */
export function isRemarkableStop(stop: StopInfo): boolean {
  return REMARKABLE.has(stop.kind);
}

/** Why the machine cannot go on: what happened, where, and the next thing to do. */
export function StopNotice({ stop, names }: { readonly stop: StopInfo; readonly names: SymbolNames }) {
  const t = useT();
  if (!isRemarkableStop(stop)) return null;
  return (
    <div className="stop-notice" role="status">
      {stop.kind === 'lab-exception' && (
        <>
          <p className="stop-title">
            <RichText
              text={t('panels.stop.labException', {
                name: exceptionName(stop.vector) ?? '',
                vector: stop.vector,
                place: names(stop.rip) ?? plainHex(stop.rip),
              })}
            />
          </p>
          {stop.errorCode !== null && (
            <p>
              <RichText text={t('panels.stop.errorCode', { code: plainHex(stop.errorCode) })} />
            </p>
          )}
          {stop.address !== null && (
            <p>
              <RichText text={t('panels.stop.address', { address: plainHex(stop.address) })} />
            </p>
          )}
          <p>{t('panels.stop.labExceptionNext')}</p>
        </>
      )}
      {stop.kind === 'unmodelled' && (
        <>
          <p className="stop-title">
            <RichText text={t('panels.stop.unmodelled', { what: unmodelledText(stop.what) })} />
          </p>
          <p>{t('panels.stop.unmodelledNext')}</p>
        </>
      )}
      {stop.kind === 'shutdown' && (
        <>
          <p className="stop-title">{t('panels.stop.shutdown')}</p>
          <p>{t('panels.stop.shutdownNext')}</p>
        </>
      )}
      {stop.kind === 'endless-delivery' && (
        <>
          <p className="stop-title">
            <RichText text={t('panels.stop.endlessDelivery', { name: exceptionName(stop.vector) ?? '' })} />
          </p>
          <p>{t('panels.stop.endlessDeliveryNext')}</p>
        </>
      )}
      {stop.kind === 'vmx-abort' && (
        <>
          <p className="stop-title">{t('panels.why.abort', { indicator: stop.indicator })}</p>
          <p>{t('panels.why.abortNext')}</p>
        </>
      )}
    </div>
  );
}
