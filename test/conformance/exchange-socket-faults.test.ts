/**
 * The faults that a socket can be told to have.
 */
import { describe, expect, it } from 'vitest';
import { ask, bid, plain } from '../kit/small-exchange';
import { createSocketBench, kinds } from '../kit/exchange-sockets';

const bench = createSocketBench();
const { connect, subscribe, restBook } = bench;

describe('socket faults', () => {
  it('freezes data but answers PING, and then says nothing at all', async () => {
    const client = await subscribe();
    await client.next();
    bench.exchange.faults.patch({ wsFreeze: 'market' });
    ask(bench.exchange, plain.tokens[0], 0.5, 10);
    expect(await client.drain()).toEqual([]);
    bench.exchange.faults.patch({ wsFreeze: 'off', wsDead: 'all' });
    client.send('PING');
    ask(bench.exchange, plain.tokens[0], 0.51, 10);
    bench.exchange.faults.patch({ wsDead: 'off' });
    bid(bench.exchange, plain.tokens[0], 0.3, 10);
    // Neither the PONG nor the frozen changes come later.
    const [frame, ...rest] = await client.drain();
    expect([frame.price_changes[0].price, rest]).toEqual(['0.3', []]);
    expect(bench.exchange.server.frames.withheld).toBe(2);
  });

  it('drops, doubles, swaps, corrupts and mislabels', async () => {
    const client = await subscribe({ tokens: [plain.tokens[0]] });
    await client.next();
    const prices = async () =>
      (await client.drain()).map((frame) => (typeof frame === 'string' ? 'unreadable' : frame.price_changes[0].price));
    bench.exchange.faults.patch({ wsDropPercent: 100 });
    ask(bench.exchange, plain.tokens[0], 0.5, 10);
    expect(await prices()).toEqual([]);
    bench.exchange.faults.patch({ wsDropPercent: 0, wsDuplicatePercent: 100 });
    ask(bench.exchange, plain.tokens[0], 0.51, 10);
    expect(await prices()).toEqual(['0.51', '0.51']);
    bench.exchange.faults.patch({ wsDuplicatePercent: 0, wsReorderPercent: 100 });
    ask(bench.exchange, plain.tokens[0], 0.52, 10);
    ask(bench.exchange, plain.tokens[0], 0.53, 10);
    expect(await prices()).toEqual(['0.53', '0.52']);
    bench.exchange.faults.patch({ wsReorderPercent: 0, wsDelayMs: 80 });
    ask(bench.exchange, plain.tokens[0], 0.55, 10);
    expect(await prices()).toEqual([]);
    bench.exchange.faults.patch({ wsDelayMs: 0 });
    expect((await client.next()).price_changes[0].price).toBe('0.55');
    bench.exchange.faults.patch({ wsWrongHash: true });
    ask(bench.exchange, plain.tokens[0], 0.54, 10);
    const [frame] = await client.drain();
    const rest = await restBook(plain.tokens[0]);
    expect(frame.price_changes[0].hash).toMatch(/^[0-9a-f]{40}$/);
    expect(frame.price_changes[0].hash).not.toBe(rest.hash);
  });

  it('closes with a code, cuts, refuses, and sends what is no frame', async () => {
    const client = await subscribe();
    await client.next();
    await fetch(`${bench.exchange.controlUrl}/sockets`, {
      method: 'POST',
      body: JSON.stringify({ send: 'text', text: '[{"event_type":"strange"}]' }),
    });
    expect(await client.next()).toEqual([{ event_type: 'strange' }]);
    await fetch(`${bench.exchange.controlUrl}/sockets`, { method: 'POST', body: JSON.stringify({ send: 'old-book' }) });
    expect(kinds([await client.next()])).toEqual(['[book,book]']);
    await fetch(`${bench.exchange.controlUrl}/sockets`, { method: 'POST', body: JSON.stringify({ close: 1012 }) });
    expect(await client.closed).toBe(1012);
    const cut = await subscribe();
    await cut.next();
    await fetch(`${bench.exchange.controlUrl}/sockets`, { method: 'POST', body: JSON.stringify({ close: 1006 }) });
    expect(await cut.closed).toBe(1006);
    const bad = await subscribe();
    await bad.next();
    await fetch(`${bench.exchange.controlUrl}/sockets`, {
      method: 'POST',
      body: JSON.stringify({ send: 'invalid-utf8' }),
    });
    expect(await bad.closed).toBe(1006);
    bench.exchange.faults.patch({ wsRefuse: true });
    await expect(connect('/ws/market')).rejects.toThrow('503');
  });
});
