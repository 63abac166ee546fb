/** The list of pairs for the language model in the build with the embedding pack: by words and meaning while the pack works, by words when it does not. */
import { truncateSync } from 'node:fs';
import { join } from 'node:path';
import { MEANING_EXTENSION_PATH } from '../kit/browser';
import type { Dashboard } from '../kit/dashboard';
import { expect, test, type Facet, type OpenOptions } from '../kit/facet-test';
import { allowedCopy, startModelStub } from '../kit/model-stub';
import { until } from '../kit/until';

/** Chooses the model and waits until the list was made and worked off as far as the budget goes. */
async function listAndAsk(open: (options?: OpenOptions) => Promise<Facet>, harm: (extension: string) => void): Promise<{ readonly dashboard: Dashboard; readonly asked: number; readonly log: string }> {
  const stub = await startModelStub();
  const extension = allowedCopy(MEANING_EXTENSION_PATH);
  try {
    harm(extension.path);
    const { dashboard } = await open({ scenario: 'coherent', launch: { extension: extension.path } });
    await dashboard.waitFor('events are watched', ({ health }) => health.watchedEvents > 5, 60_000);
    expect((await dashboard.command('updateModel', { provider: 'ollama', endpoint: stub.endpoint, model: 'stub', dailyCalls: 20 })).ok).toBe(true);
    await until('the model was asked as far as the budget goes', async () => {
      const state = await dashboard.command('modelState', {});
      return state.ok && state.value.callsToday > 0 && !state.value.busy ? state.value : null;
    }, 60_000);
    const log = await dashboard.command('copyLog', {});
    return { dashboard, asked: stub.asked(), log: log.ok ? JSON.stringify(log.value) : '' };
  } finally {
    stub.close();
    extension.remove();
  }
}

async function foundBy(dashboard: Dashboard): Promise<string> {
  const state = await dashboard.command('modelState', {});
  return state.ok ? state.value.foundBy : state.error.message;
}

test('the pack reads the watched titles, and the panel says so', async ({ open }) => {
  test.setTimeout(180_000);
  const { dashboard, asked, log } = await listAndAsk(open, () => undefined);
  expect(asked).toBeGreaterThan(0);
  expect(log).toContain('meaning-read');
  expect(log).not.toContain('meaning-failed');
  expect(await foundBy(dashboard)).toBe('words-and-meaning');
});

test('with half a file of weights words alone decide', async ({ open }) => {
  test.setTimeout(180_000);
  const { dashboard, asked, log } = await listAndAsk(open, (extension) => truncateSync(join(extension, 'meaning', 'group1-shard4of7'), 1_000_000));
  expect(asked).toBeGreaterThan(0);
  expect(log).toContain('meaning-failed');
  expect(await foundBy(dashboard)).toBe('words');
});
