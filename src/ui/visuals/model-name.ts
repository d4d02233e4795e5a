import type { Translate } from '../../i18n/i18n';
import { DEFAULT_MODEL, modelList } from '../../models/model-list.table';

/** The name of a model, as the page says it. */
export const modelName = (t: Translate, id: string): string =>
  id === DEFAULT_MODEL ? t('app.models.everything') : (modelList.find((row) => row.id === id)?.name ?? id);

/** The name without the processors that stand for it: "Merom" of "Core 2 (Merom)". */
export function shortModelName(id: string): string {
  const name = modelList.find((row) => row.id === id)?.name ?? id;
  return /\(([^)]+)\)/.exec(name)?.[1] ?? name;
}
