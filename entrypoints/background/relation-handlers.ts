/** Commands about relations and the language model as calls on services. */
import type { ModelState } from '../../lib/domain/model';
import type { Result } from '../../lib/domain/result';
import { ok } from '../../lib/domain/result';
import type { CommandHandlers } from '../../lib/protocol/commands';
import type { ModelView } from '../../lib/protocol/relations';
import type { Services } from './container';

type Names =
  | 'listRelations'
  | 'relationDetail'
  | 'decideRelation'
  | 'exportRelations'
  | 'importRelations'
  | 'modelState'
  | 'updateModel';

export function createRelationHandlers({
  relations,
  relationViews,
  model,
}: Pick<Services, 'relations' | 'relationViews' | 'model'>): Pick<CommandHandlers, Names> {
  return {
    listRelations: ({ shown }) => Promise.resolve(ok(relationViews.list(shown))),
    relationDetail: ({ id }) => relationViews.detail(id),
    async decideRelation({ id, version, decision, readTexts }) {
      const decided = await relations.decide({ id, version, decision, readTexts: new Map(Object.entries(readTexts)) });
      return decided.ok ? ok({}) : decided;
    },
    exportRelations: () => Promise.resolve(ok({ json: relations.exportText() })),
    async importRelations({ text }) {
      const read = await relations.importText(text);
      if (!read.ok) return read;
      const { proposals, rejections, known, leftToRules } = read.value;
      return ok({
        sentence: `Read: ${proposals} new to judge, ${rejections} rejected, ${known} known here already, ${leftToRules} left to the rules of this browser. Nothing from the file is in force.`,
      });
    },
    modelState: () => Promise.resolve(ok(viewOf(model.state()))),
    async updateModel({ timeoutSeconds, ...patch }): Promise<Result<ModelView>> {
      const { key, provider, endpoint, model: name, dailyCalls, dailyTokens, concurrency } = patch;
      const updated = await model.update({
        ...(key === undefined ? {} : { key }),
        ...(provider === undefined ? {} : { provider }),
        ...(endpoint === undefined ? {} : { endpoint }),
        ...(name === undefined ? {} : { model: name }),
        ...(dailyCalls === undefined ? {} : { dailyCalls }),
        ...(dailyTokens === undefined ? {} : { dailyTokens }),
        ...(concurrency === undefined ? {} : { concurrency }),
        ...(timeoutSeconds === undefined ? {} : { timeoutMs: timeoutSeconds * 1_000 }),
      });
      return updated.ok ? ok(viewOf(model.state())) : updated;
    },
  };
}

function viewOf({ settings, ...state }: ModelState): ModelView {
  const { provider, endpoint, model, dailyCalls, dailyTokens, concurrency, timeoutMs } = settings;
  return {
    provider,
    endpoint,
    model,
    dailyCalls,
    dailyTokens,
    concurrency,
    timeoutSeconds: timeoutMs / 1_000,
    ...state,
  };
}
