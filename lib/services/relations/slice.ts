/** Relations between markets as the side panel sees them, and the user's word on them. */
import { ok } from '../../domain/result';
import type { Slice } from '../slice';
import type { RelationHistory } from './history';
import type { RegisterService } from './relations';
import type { RelationViews } from './views';

type Commands = 'listRelations' | 'relationDetail' | 'decideRelation' | 'exportRelations' | 'importRelations';

export function createRelationsSlice({
  relations,
  history,
  views,
}: {
  readonly relations: RegisterService;
  readonly history: RelationHistory;
  readonly views: RelationViews;
}): Slice<'relations', Commands> {
  return {
    name: 'relations',
    async load() {
      await relations.load();
      await history.load();
    },
    start: history.start,
    topics: { relations: views.summary },
    commands: {
      listRelations: ({ shown }) => Promise.resolve(ok(views.list(shown))),
      relationDetail: ({ id }) => views.detail(id),
      async decideRelation({ id, version, decision, readTexts }) {
        const decided = await relations.decide({
          id,
          version,
          decision,
          readTexts: new Map(Object.entries(readTexts)),
        });
        return decided.ok ? ok({}) : decided;
      },
      exportRelations: () => Promise.resolve(ok({ json: relations.exportText() })),
      importRelations: ({ text }) => relations.importText(text),
    },
    wakes(wake) {
      relations.subscribe(() => wake(['relations', 'now', 'page', 'health']));
      relations.subscribeRegister(() => wake(['relations', 'now', 'page']));
    },
  };
}
