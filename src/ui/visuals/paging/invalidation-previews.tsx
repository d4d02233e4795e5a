import { useT } from '../../../i18n/use-t';
import type { InvalidationPreview } from '../../../protocol/invalidations-view';
import type { TlbView } from '../../../protocol/paging-view';
import { plainHex } from '../hex';
import { RichText } from '../rich-text';
import { scopeText } from './scope-text';
import './invalidations.css';

/** What each invalidation would remove now, and how many stale mappings it would leave. */
export function InvalidationPreviews({ tlb }: { readonly tlb: TlbView }) {
  const t = useT();
  const all = tlb.entries.length + tlb.guestPhysical.length;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a place that scrolls by keyboard, not a group of form fields
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by keyboard.
    <div className="invalidations" role="group" aria-label={t('cached.looks.preview')} tabIndex={0}>
      <p className="tlb-foreign">
        <RichText text={t('cached.preview.about', { address: plainHex(tlb.address) })} />
      </p>
      <table className="previews" aria-label={t('cached.preview.list')}>
        <thead>
          <tr>
            <th scope="col">{t('cached.preview.choice')}</th>
            <th scope="col">{t('cached.preview.removes')}</th>
            <th scope="col">{t('cached.preview.leaves')}</th>
          </tr>
        </thead>
        <tbody>
          {tlb.previews.map((preview) => (
            <tr key={preview.choice} data-nothing={countOf(preview) === 0}>
              <th scope="row">
                {t(`cached.choice.${preview.choice}`)}
                <span className="walk-note">
                  <RichText
                    text={
                      preview.scope === null
                        ? t('cached.scope.nothing', { vpid: guestVpid(tlb) })
                        : scopeText(t, preview.scope)
                    }
                  />
                </span>
              </th>
              <td>{t('cached.preview.count', { removed: countOf(preview), all })}</td>
              <td className={staleLeft(tlb, preview) > 0 ? 'stale-left' : undefined}>{staleLeft(tlb, preview)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const countOf = ({ removes, removesGuestPhysical }: InvalidationPreview): number =>
  removes.length + removesGuestPhysical.length;

/** Mappings that differ from memory now and would still be there. */
function staleLeft(tlb: TlbView, { removes, removesGuestPhysical }: InvalidationPreview): number {
  const gone = new Set(removes);
  const goneGuestPhysical = new Set(removesGuestPhysical);
  const left = tlb.entries.filter(({ differences }, n) => differences.length > 0 && !gone.has(n));
  const second = tlb.guestPhysical.filter(({ differences }, n) => differences.length > 0 && !goneGuestPhysical.has(n));
  return left.length + second.length;
}

/** The VPID of the guest, as INVVPID of one context names it. */
function guestVpid({ vpid, previews }: TlbView): number {
  for (const { choice, scope } of previews)
    if (choice === 'invvpid-context' && scope?.kind === 'vpid') return scope.vpid;
  return vpid;
}
