/** The logic between markets with what surrounds it: store, price history, language model. */
import { createModel } from '../../lib/services/model/model';
import { createModelSettings } from '../../lib/services/model/settings';
import { judging } from '../../lib/advisors/llm/judging';
import { createLexicalIndex } from '../../lib/language/look-alikes';
import type { Model } from '../../lib/ports/model';
import { createBuiltIn, createOllama, createOpenAiCompatible } from '../../lib/services/model/providers';
import { createRuleAdvisors } from '../../lib/advisors/rules';
import { tokenOf } from '../../lib/domain/condition';
import type { ModelSettings } from '../../lib/domain/model';
import type { Result } from '../../lib/domain/result';
import { fail, ok } from '../../lib/domain/result';
import { modelHttp } from '../../lib/platform/model-net';
import { mayReach } from '../../lib/platform/permissions';
import { openBuiltIn } from '../../lib/platform/built-in-model';
import type { Clock } from '../../lib/ports/clock';
import type { Log } from '../../lib/ports/log';
import type { MarketData } from '../../lib/ports/market-data';
import { createRelationHistory } from '../../lib/services/relations/history';
import type { Facts } from '../../lib/services/catalogue/facts';
import { createRelations } from '../../lib/services/relations/relations';
import { pairsToAsk } from '../../lib/services/relations/pairs';
import { usableBook, type BookSource } from '../../lib/services/scan/instance';
import type { SettingsStore } from '../../lib/services/settings/settings';
import { DEFAULT_MODEL_SETTINGS } from '../../lib/protocol/model-settings';
import { modelKeyStore } from '../../lib/storage/secret';
import type { RelationsDatabase } from '../../lib/storage/relations-database';

export function createRelationParts({
  market,
  database,
  modelSettings,
  clock,
  log,
  facts,
}: {
  readonly market: MarketData;
  readonly facts: Facts;
  readonly database: RelationsDatabase;
  readonly modelSettings: SettingsStore;
  readonly clock: Clock;
  readonly log: Log;
}) {
  const model = createModel(
    {
      settings: createModelSettings(modelSettings),
      key: modelKeyStore,
      answers: database.answers,
      usage: database.usage,
      judging,
      open: openModel,
      pairs: (signal) => pairsToAsk(relations, clock, signal),
      clock,
      log,
    },
    DEFAULT_MODEL_SETTINGS,
  );
  const relations = createRelations({
    market,
    advisors: createRuleAdvisors({ nowMs: () => clock.nowMs() }),
    questions: createLexicalIndex([]),
    store: database.relations,
    proposals: model,
    facts,
    clock,
    log,
  });
  relations.subscribe(model.marketsChanged);
  return { model, relations };
}

/** Needs the books, which need the relations. */
export function createRelationHistoryOf(options: {
  readonly relations: ReturnType<typeof createRelationParts>['relations'];
  readonly database: RelationsDatabase;
  readonly books: BookSource;
  readonly staleAfterMs: () => number;
  readonly clock: Clock;
  readonly log: Log;
}) {
  const { relations, database, books, staleAfterMs, clock, log } = options;
  return createRelationHistory({
    relations,
    bestAsks(condition) {
      const limits = { nowMs: clock.nowMs(), staleAfterMs: staleAfterMs() };
      const [yes, no] = [
        usableBook(books, tokenOf(condition, 'yes'), limits),
        usableBook(books, tokenOf(condition, 'no'), limits),
      ];
      return typeof yes === 'string' || typeof no === 'string'
        ? null
        : { yesAskMicros: yes.asks[0]?.priceMicros ?? null, noAskMicros: no.asks[0]?.priceMicros ?? null };
    },
    store: database.quotes,
    clock,
    log,
  });
}

async function openModel(settings: ModelSettings, key: string): Promise<Result<Model>> {
  if (settings.provider === 'off') return fail('model-off', {});
  if (settings.provider === 'built-in') {
    const found = await openBuiltIn();
    return found.ok ? ok(createBuiltIn(found.value)) : found;
  }
  const options = {
    http: modelHttp,
    endpoint: settings.endpoint,
    model: settings.model,
    ...(key === '' ? {} : { apiKey: key }),
  };
  const model = settings.provider === 'ollama' ? createOllama(options) : createOpenAiCompatible(options);
  if (!model.ok) return model;
  if (!(await mayReach(settings.endpoint)))
    return fail('model-not-allowed', { host: new URL(settings.endpoint).hostname }, 'later');
  return model;
}
