/**
 * The made-up venue in a process of its own: `exchange.ts MARKETS RATE SEED`. Speaks over the channel of its parent,
 * one answer to each question; the process ends with the channel.
 */
import { startExchange } from '../../exchange/start';
import type { Scenario } from '../../exchange/model';
import { startScaleFlow, type ScaleFlow, type Violation } from './flow';
import { makeEvents, type Family, type ScaleEvent } from './markets';

export type Question =
  { readonly ask: 'stats' } | { readonly ask: 'violate'; readonly slug: string } | { readonly ask: 'mend' };

export interface Ready {
  readonly port: number;
  readonly spki: string;
  readonly events: readonly { readonly slug: string; readonly family: Family; readonly markets: number }[];
}

export interface Stats {
  readonly changes: number;
  readonly refused: number;
  readonly sockets: number;
  readonly framesSent: number;
  /** Processor time of this process so far, seconds. */
  readonly cpuSeconds: number;
  readonly requests: Readonly<Record<string, number>>;
}

export type Answer = Ready | Stats | { readonly atMs: number } | { readonly mended: boolean };

async function main(): Promise<void> {
  const [markets = 0, rate = 0, seed = 1] = process.argv.slice(2).map(Number);
  let events: readonly ScaleEvent[] = [];
  let flow: ScaleFlow | null = null;
  const scenario: Scenario = {
    name: 'scale',
    summary: 'As many markets as are asked for, coherent but for what is put in on demand.',
    focusSlug: '',
    start(core, random) {
      events = makeEvents(markets, random, core.clock.nowMs());
      flow = startScaleFlow(core, { events, random, changesPerSecond: rate });
      return flow.stop;
    },
  };
  const exchange = await startExchange({ seed, scenario });
  let open: Violation | null = null;

  function answerTo(question: Question): Answer {
    if (flow === null) throw new Error('the venue has not begun');
    switch (question.ask) {
      case 'stats': {
        const { user, system } = process.cpuUsage();
        return {
          changes: flow.changes,
          refused: flow.refused,
          sockets: exchange.server.sockets().market,
          framesSent: exchange.server.frames.sent,
          cpuSeconds: (user + system) / 1e6,
          requests: Object.fromEntries(exchange.server.requests),
        };
      }
      case 'violate':
        open = flow.violate(question.slug);
        return { atMs: open.atMs };
      case 'mend': {
        const mended = open !== null;
        open?.mend();
        open = null;
        return { mended };
      }
    }
  }

  process.on('message', (question: Question) => void process.send?.(answerTo(question)));
  process.on('disconnect', () => process.exit(0));
  const ready: Ready = {
    port: exchange.port,
    spki: exchange.spki,
    events: events.map(({ event, family }) => ({ slug: event.slug, family, markets: event.markets.length })),
  };
  process.send?.(ready);
}

await main();
