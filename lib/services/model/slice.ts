/** The optional language model as the side panel sees it. */
import type { ModelSettings, ModelState } from '../../domain/model';
import { ok, type Result } from '../../domain/result';
import type { ModelView } from '../../protocol/relations';
import type { Slice } from '../slice';

/** The model's desk, as far as it is needed here. */
export interface ModelSource {
  load(): Promise<unknown>;
  state(): ModelState;
  update(patch: Partial<ModelSettings> & { readonly key?: string }): Promise<Result<unknown>>;
}

export function createModelSlice({
  model,
}: {
  readonly model: ModelSource;
}): Slice<never, 'modelState' | 'updateModel'> {
  return {
    name: 'model',
    async load() {
      await model.load();
    },
    commands: {
      modelState: () => Promise.resolve(ok(modelView(model.state()))),
      async updateModel({ timeoutSeconds, ...patch }) {
        const named = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
        const updated = await model.update({
          ...named,
          ...(timeoutSeconds === undefined ? {} : { timeoutMs: timeoutSeconds * 1_000 }),
        });
        return updated.ok ? ok(modelView(model.state())) : updated;
      },
    },
  };
}

function modelView({ settings, ...state }: ModelState): ModelView {
  const { timeoutMs, ...shown } = settings;
  return { ...shown, timeoutSeconds: timeoutMs / 1_000, ...state };
}
