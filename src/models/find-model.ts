import { everything } from './everything';
import type { ProcessorModel } from './model';
import { modelList } from './model-list.table';

const built: ReadonlyMap<string, ProcessorModel> = new Map([[everything.id, everything]]);

/** A model, or why there is none under this id. `message` is one line for people. */
export type ModelSearch =
  | { readonly ok: true; readonly model: ProcessorModel }
  | {
      readonly ok: false;
      readonly reason: 'unknown' | 'not-built';
      readonly known: readonly string[];
      readonly message: string;
    };

/** Finds a model by its id. */
export function findModel(id: string): ModelSearch {
  const model = built.get(id);
  if (model !== undefined) return { ok: true, model };
  const known = modelList.map((row) => row.id);
  const row = modelList.find((candidate) => candidate.id === id);
  if (row === undefined) {
    return { ok: false, reason: 'unknown', known, message: `unknown model "${id}"; known models: ${known.join(' ')}` };
  }
  const available = [...built.keys()].join(' ');
  return {
    ok: false,
    reason: 'not-built',
    known,
    message: `model "${id}" (${row.name}) is not built yet; built: ${available}`,
  };
}
