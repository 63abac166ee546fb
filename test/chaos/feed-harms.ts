/**
 * The feed of books is harmed, and in every other run somebody buys a bet away before the press: what the press was
 * for is gone then, whatever the feed says. No order may leave for a book that is gone, and none may be offered long
 * after it is.
 */
import { arrivals, pause, take, type Family, type Run } from './harm';

/** A book is believed for five seconds; then an offer of it is untrue. */
const BELIEVED_MS = 5_000;
const MARGIN_MS = 3_000;

type Faults = Parameters<Run['world']['control']['faults']>[0];

const HARMS: Readonly<Record<string, Faults | 'ghost' | 'old-book'>> = {
  'frozen with PONG': { wsFreeze: 'market' },
  'half dropped': { wsDropPercent: 50 },
  'half doubled': { wsDuplicatePercent: 50 },
  'half out of order': { wsReorderPercent: 50 },
  'a third corrupt': { wsCorruptPercent: 33 },
  'three seconds late': { wsDelayMs: 3_000 },
  'wrong hashes': { wsWrongHash: true },
  dead: { wsDead: 'market' },
  'a ghost book': 'ghost',
  'an old book again': 'old-book',
};
const SILENT: ReadonlySet<string> = new Set(['frozen with PONG', 'dead']);
export const FEED_HARMS = Object.keys(HARMS);

async function ghost({ world, opportunity, random }: Run): Promise<void> {
  const leg = opportunity.legs[Math.floor(random() * opportunity.legs.length)];
  const market = world.event.markets.find(({ groupItemTitle }) => groupItemTitle === leg?.label);
  if (market === undefined) return;
  const frame = {
    event_type: 'book',
    asset_id: market.tokens[leg?.token === 'yes' ? 0 : 1],
    market: market.conditionId,
    bids: [{ price: '0.01', size: '5000' }],
    asks: [{ price: '0.99', size: '5000' }],
    timestamp: String(Date.now()),
    hash: '0'.repeat(40),
  };
  await world.control.sendRaw('market', 'text', JSON.stringify([frame]));
}

export const feedFamily: Family = async (run) => {
  const { world, opportunity, random } = run;
  const kind = FEED_HARMS[Math.floor(run.run / 2) % FEED_HARMS.length] ?? '';
  const harm = HARMS[kind];
  const gone = run.run % 2 === 1;
  const before = await arrivals(world);
  if (harm === 'ghost') await ghost(run);
  else if (harm === 'old-book') await world.control.sendRaw('market', 'old-book');
  else if (harm !== undefined) await world.control.faults(harm);
  if (gone) await world.buyAway(opportunity, Math.floor(random() * opportunity.legs.length));
  const name = `${kind}, ${gone ? 'a bet bought away' : 'books as they were'}`;
  const taken = await take(run);
  if (!taken.ok) {
    let untrue = 0;
    if (gone && SILENT.has(kind)) {
      await pause(BELIEVED_MS + MARGIN_MS);
      const offered = (await world.dashboard.view())?.opportunities ?? [];
      untrue = offered.filter(
        ({ certificateHash, blockedBecause }) =>
          certificateHash === opportunity.certificateHash && blockedBecause === null,
      ).length;
    }
    return { name: `${name}: ${taken.error.code}`, untrue };
  }
  // Signed: then the books are read once more, and what is gone is not ordered.
  await world.dashboard.waitFor('it is past the wallet', ({ executions }) =>
    executions.every(({ state }) => !['drafted', 'approved', 'signing', 'signed'].includes(state)),
  );
  await pause(300);
  return { name, posted: gone ? (await arrivals(world)) - before : 0 };
};
