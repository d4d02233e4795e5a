import { deriveModel } from './derive-model';
import { everything } from './everything';
import { generations } from './generations';
import type { ProcessorModel } from './model';
import { modelList } from './model-list.table';

const made = new Map<string, ProcessorModel>([[everything.id, everything]]);

/** A model, or why there is none under this id. `message` is one line for people. */
export type ModelSearch =
  | { readonly ok: true; readonly model: ProcessorModel }
  | { readonly ok: false; readonly known: readonly string[]; readonly message: string };

/** Finds a model by its id; each is derived once, so that all machines of a model share it. */
export function findModel(id: string): ModelSearch {
  let model = made.get(id);
  if (model === undefined) {
    const real = generations.find((generation) => generation.id === id);
    if (real === undefined) {
      const known = modelList.map((row) => row.id);
      return { ok: false, known, message: `unknown model "${id}"; known models: ${known.join(' ')}` };
    }
    model = deriveModel(real);
    made.set(id, model);
  }
  return { ok: true, model };
}
