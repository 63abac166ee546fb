/**
 * A hostile page against the shipped build with its closed roots: no attack gets a press through, and honest presses
 * get through. Here one attack of each kind, once; all of them, often, by `npm run attack -- --runs 20`, which sets
 * FACET_ATTACK_RUNS and FACET_HONEST_PRESSES.
 */
import { attacks, fewAttacks } from '../kit/attacks/attacks';
import { honestPress, openOffer, tryAttack, type Lane, type Outcome } from '../kit/attacks/lane';
import { attachOverlay } from '../kit/browser/overlay';
import { expect, test, type Facet } from '../kit/browser/facet-test';

const RUNS = Number(process.env.FACET_ATTACK_RUNS ?? 1);
const PRESSES = Number(process.env.FACET_HONEST_PRESSES ?? 4);
/** Attacks whose names match, for looking into one of them. */
const ONLY = process.env.FACET_ATTACK_ONLY;
const WANTED = process.env.FACET_ATTACK_RUNS === undefined && ONLY === undefined ? fewAttacks : attacks;
/** Tabs at once; they mostly wait. */
const LANES = Number(process.env.FACET_ATTACK_LANES ?? 4);
/** Of honest presses at least this share gets through. */
const LEAST_HONEST = 0.99;
/** The runner searches all calls of a test with each call, so many presses are many tests. */
const PRESSES_OF_A_TEST = 20;

/** Tabs in windows of their own, so that each is visible. */
async function openLanes({ browser, page, overlay }: Facet, count: number): Promise<readonly Lane[]> {
  const lanes: Lane[] = [{ page, overlay }];
  const session = await browser.context.newCDPSession(page);
  while (lanes.length < count) {
    const [opened] = await Promise.all([
      browser.context.waitForEvent('page'),
      session.send('Target.createTarget', { url: 'about:blank', newWindow: true }),
    ]);
    await opened.setViewportSize({ width: 1280, height: 900 });
    lanes.push({ page: opened, overlay: await attachOverlay(opened) });
  }
  for (const lane of lanes) {
    // A hostile page brings the policy that suits it.
    const own = await browser.context.newCDPSession(lane.page);
    await own.send('Page.setBypassCSP', { enabled: true });
  }
  await Promise.all(lanes.map(openOffer));
  return lanes;
}

/**
 * Shares the tasks out: each lane takes the next one when it is free. After a press that got through nothing more is
 * tried: its basket is on every page.
 */
async function share<T>(
  lanes: readonly Lane[],
  tasks: readonly T[],
  run: (lane: Lane, task: T) => Promise<Outcome>,
): Promise<readonly Outcome[]> {
  const waiting = [...tasks];
  const outcomes: Outcome[] = [];
  await Promise.all(
    lanes.map(async (lane) => {
      for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
        const outcome = await run(lane, task);
        outcomes.push(outcome);
        if (process.env.FACET_ATTACK_TELL) console.log(outcome.held, outcome.name, '|', outcome.said);
        if (!outcome.held && lanes.length > 1) waiting.length = 0;
      }
    }),
  );
  return outcomes;
}

/** So many tests of one name; their numbers are in the names where there are more than one. */
function times(count: number, name: string, run: Parameters<typeof test>[2]): void {
  for (let turn = 1; turn <= count; turn += 1) test(count === 1 ? name : `${name} (${turn} of ${count})`, run);
}

times(RUNS, 'no attack of a hostile page gets a press through', async ({ open }) => {
  test.setTimeout(60_000 + WANTED.length * 10_000);
  const facet = await open({ scenario: 'neg-risk-gap' });
  const lanes = await openLanes(facet, LANES);
  const tried = WANTED.filter(({ name }) => ONLY === undefined || new RegExp(ONLY).test(name));
  const outcomes = await share(lanes, tried, tryAttack);
  const said = outcomes.filter((outcome) => outcome.said.includes('Nothing was sent')).length;
  console.log(`${tried.length} attacks, ${outcomes.length} tries, ${said} refused in words`);
  expect(outcomes.filter(({ held }) => !held)).toEqual([]);
  const view = await facet.dashboard.waitFor('a view', () => true);
  expect(view.executions).toEqual([]);
});

/** What the page's own search finds of these words, closed roots included. */
const findable = ({ page }: Lane, words: readonly string[]): Promise<readonly string[]> =>
  page.evaluate((texts) => {
    const find: (text: string, ...flags: boolean[]) => boolean = Reflect.get(window, 'find').bind(window);
    return texts.filter((text) => {
      getSelection()?.removeAllRanges();
      return find(text, false, false, true);
    });
  }, words);

test('amounts are heard by a screen reader and not found by the page', async ({ open }) => {
  const facet = await open({ scenario: 'neg-risk-gap' });
  const [lane] = await openLanes(facet, 1);
  if (!lane) throw new Error('no tab');
  const { page, overlay } = lane;
  const shown = await overlay.waitForText(/Pay at most\s+\$[\d.]+/);
  const amounts = [...shown.matchAll(/[+-]?\$(\d+\.\d\d)/g)].map(([, digits]) => digits ?? '');
  expect(amounts.length).toBeGreaterThanOrEqual(3);
  expect(await findable(lane, ['Pay at most', ...amounts])).toEqual(['Pay at most']);
  const session = await page.context().newCDPSession(page);
  const heard = JSON.stringify(await session.send('Accessibility.getFullAXTree'));
  expect(amounts.filter((amount) => !heard.includes(amount))).toEqual([]);
  await session.detach();
});

const PRESS_TESTS = Math.ceil(PRESSES / PRESSES_OF_A_TEST);

times(PRESS_TESTS, 'honest presses get through', async ({ open }) => {
  const presses = Math.ceil(PRESSES / PRESS_TESTS);
  test.setTimeout(60_000 + presses * 8_000);
  const facet = await open({ scenario: 'neg-risk-gap' });
  const [lane] = await openLanes(facet, 1);
  if (!lane) throw new Error('no tab');
  const means = Array.from(
    { length: presses },
    (_, index) => (['mouse', 'Enter', 'mouse', 'Space'] as const)[index % 4],
  );
  const outcomes: Outcome[] = [];
  for (const each of means) outcomes.push(await honestPress(lane, each ?? 'mouse'));
  const refused = outcomes.filter(({ held }) => !held);
  console.log(`${outcomes.length - refused.length} of ${outcomes.length} honest presses got through`);
  expect(refused.length, JSON.stringify(refused)).toBeLessThanOrEqual(Math.floor(presses * (1 - LEAST_HONEST)));
});
