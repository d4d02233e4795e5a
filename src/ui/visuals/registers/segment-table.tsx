import { useT } from '../../../i18n/use-t';
import type { SegmentView } from '../../../protocol/snapshot';
import { accessRightsText, selectorText } from '../decode/access-rights-text';
import { HexValue } from '../hex-value';
import { registerValue } from '../pointed-value';

/** The segment registers with their hidden parts. */
export function SegmentTable({
  segments,
  changed,
}: {
  readonly segments: readonly SegmentView[];
  readonly changed: ReadonlySet<string>;
}) {
  const t = useT();
  return (
    <table className="segment-table">
      <thead>
        <tr>
          <th scope="col">{t('panels.registers.segment')}</th>
          <th scope="col">{t('panels.registers.selector')}</th>
          <th scope="col">{t('panels.registers.base')}</th>
          <th scope="col">{t('panels.registers.limit')}</th>
          <th scope="col">{t('panels.registers.access')}</th>
        </tr>
      </thead>
      <tbody>
        {segments.map((segment) => (
          <tr key={segment.name} data-changed={changed.has(segment.name)}>
            <th scope="row">{segment.name}</th>
            <td title={selectorText(segment.selector)}>
              <button type="button" data-value={registerValue(segment.name, 16)} data-enter="">
                <HexValue value={segment.selector} bits={16} />
              </button>
            </td>
            <td>
              <button type="button" data-value={registerValue(`${segment.name}.base`, 64)} data-enter="">
                <HexValue value={segment.base} bits={64} />
              </button>
            </td>
            <td>
              <HexValue value={segment.limit >>> 0} bits={32} />
            </td>
            <td className="segment-access">{accessRightsText(segment.access)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
