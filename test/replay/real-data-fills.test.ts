/** What the fill model would have seen and learned of the recorded hockey game, against the reference's own table. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { startActivity, startGroup, takeBook, takeTrade } from '../../lib/signals/fills/activity';
import { MOMENT_COLUMNS } from '../../lib/signals/fills/columns';
import { createLabels } from '../../lib/signals/fills/labels';
import { momentOf } from '../../lib/signals/fills/moment';
import { priceMicros, sizeMicros } from '../../lib/domain/units';
import { parseFillTable } from '../../scripts/formats/fill-table';

const DATA = resolve(process.env['FACET_DATA'] ?? '../shared/data');
const STREAM = join(DATA, 'stream/stanley-cup-2026-06-07-0130.csv.gz');
const TABLE = join(DATA, 'vectors/signals/fill-stream.csv.gz');
const unzipped = (file: string): string => gunzipSync(readFileSync(file)).toString('utf8').trim();
const micros = (text: string): number => Math.round(Number(text) * 1e6);

const levels = (side: ReadonlyMap<number, number>, direction: 1 | -1) =>
  [...side]
    .sort((a, b) => direction * (a[0] - b[0]))
    .map(([price, size]) => ({ priceMicros: priceMicros(price), sizeMicros: sizeMicros(size) }));

/**
 * The reference follows the tick of two tokens as it changes, and keeps levels that the told best prices exclude a
 * little longer; its ordered statistic is of outcomes that this replay does not ask about.
 */
const LEAST_AGREEING: Partial<Record<(typeof MOMENT_COLUMNS)[number], number>> = {
  ...{ tokTE: 0, sprMean: 0.55, sprStd: 0.55, sprLag1: 0.85, sprLag5: 0.8, othMv: 0.75, cancel5: 0.75 },
};

it.skipIf(!existsSync(STREAM) || !existsSync(TABLE))(
  'real data stanley-cup: columns and outcomes are those of fill-stream.csv.gz (needs ../shared/data)',
  () => {
    const rows = unzipped(STREAM)
      .split('\n')
      .slice(1)
      .map((line) => line.split(','));
    const [first] = rows;
    const startMs = Number(first?.[0]);
    const order = [...new Set(rows.map(([, asset = '']) => asset))];
    const ticks = new Map<string, number>();
    for (const [, asset = '', type, , price = ''] of rows)
      if (type !== 'LAST_TRADE') ticks.set(asset, micros(price) % 10_000 === 0 ? (ticks.get(asset) ?? 10_000) : 1_000);
    const books = new Map(
      order.map((asset) => [
        asset,
        {
          bids: new Map<number, number>(),
          asks: new Map<number, number>(),
          activity: startActivity(ticks.get(asset) ?? 10_000, 0),
        },
      ]),
    );
    const group = startGroup();
    const wanted = new Map(parseFillTable(unzipped(TABLE)).rows.map((row) => [`${row.t} ${row.token}`, row] as const));
    const labels = createLabels();
    const agreeing = MOMENT_COLUMNS.map(() => 0);
    let moments = 0;
    let outcomes = 0;
    let sameOutcomes = 0;
    const judge = (beforeMs: number): void => {
      for (const told of labels.settle(beforeMs, (token) => books.get(token)?.activity.asks ?? null)) {
        const row = wanted.get(`${told.atMs} ${order.indexOf(told.token)}`);
        for (const [i, outcome] of told.outcomes.entries()) {
          outcomes += 1;
          if (outcome === row?.outcomes[i]) sameOutcomes += 1;
        }
      }
    };
    for (let from = 0; from < rows.length;) {
      const stamp = rows[from]?.[0];
      const atMs = Number(stamp) - startMs;
      judge(atMs);
      const touched = new Set<string>();
      for (; rows[from]?.[0] === stamp && from < rows.length; from += 1) {
        const [, asset = '', type, side, price = '', size = '', bestBid = '', bestAsk = ''] = rows[from] ?? [];
        const held = books.get(asset);
        if (held === undefined) continue;
        if (type === 'LAST_TRADE') {
          takeTrade(held.activity, group, { shares: Number(size), side: side === 'BID' ? 1 : -1, atMs });
          continue;
        }
        const own = side === 'BID' ? held.bids : held.asks;
        if (Number(size) === 0) own.delete(micros(price));
        else own.set(micros(price), micros(size));
        for (const at of held.bids.keys()) if (at > micros(bestBid)) held.bids.delete(at);
        for (const at of held.asks.keys()) if (at < micros(bestAsk)) held.asks.delete(at);
        takeBook(held.activity, group, { bids: levels(held.bids, -1), asks: levels(held.asks, 1), rows: 1, atMs });
        touched.add(asset);
      }
      for (const asset of touched) {
        const row = wanted.get(`${atMs} ${order.indexOf(asset)}`);
        const held = books.get(asset);
        if (row === undefined || held === undefined) continue;
        const features = new Float64Array(MOMENT_COLUMNS.length);
        const shares = momentOf(held.activity, group, atMs, features);
        if (shares === null) continue;
        moments += 1;
        for (const [i, value] of features.entries()) {
          const expected = row.features[i] ?? NaN;
          if (Math.abs(value - expected) <= 0.01 * (Math.abs(expected) + 1e-3)) agreeing[i] = (agreeing[i] ?? 0) + 1;
        }
        const limitMicros = held.activity.asks[0]?.priceMicros ?? 0;
        labels.ask({ token: asset, atMs, features, size: shares, limitMicros });
      }
    }
    judge(Infinity);
    expect(moments).toBeGreaterThan(14_500);
    for (const [i, name] of MOMENT_COLUMNS.entries())
      expect((agreeing[i] ?? 0) / moments, name).toBeGreaterThan(LEAST_AGREEING[name] ?? 0.9);
    expect(sameOutcomes / outcomes).toBeGreaterThan(0.99);
  },
  240_000,
);
