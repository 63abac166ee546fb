/** The background's way to the pack's Worker, with a page made here: one Worker for each list, failures as values. */
import { expose } from 'comlink';
import { describe, expect, it } from 'vitest';
import { createMeaningClient } from '../../lib/platform/meaning-client';
import type { EmbedAnswer } from '../../lib/ports/meaning';
import { settle } from '../kit/clock';

const signal = new AbortController().signal;

/** A page that starts a Worker for each port it is sent, as entrypoints/offscreen does. */
function fakePage(answer: (texts: readonly string[]) => EmbedAnswer) {
  const told: string[] = [];
  const page = {
    postMessage(message: { readonly type: string }, ports: readonly MessagePort[]): void {
      told.push(message.type);
      for (const port of ports) expose({ embed: answer }, port);
    },
  };
  return { told, page };
}

const one = (texts: readonly string[]): EmbedAnswer => ({ kind: 'vectors', vectors: texts.map((text) => Float32Array.of(text.length)) });

describe('the way to the Worker', () => {
  it('starts it with the first batch, keeps it for the list, and ends it with the list', async () => {
    const { told, page } = fakePage(one);
    const client = createMeaningClient(() => Promise.resolve(page));
    client.rest();
    expect(told).toEqual([]);
    const [first, second] = [await client.embed(['a', 'bb'], signal), await client.embed(['ccc'], signal)];
    expect([first, second]).toEqual([{ ok: true, value: [Float32Array.of(1), Float32Array.of(2)] }, { ok: true, value: [Float32Array.of(3)] }]);
    expect(told).toEqual(['meaning']);
    client.rest();
    client.rest();
    await settle();
    expect(told).toEqual(['meaning', 'meaning-end']);
    client.rest();
  });

  it('tells the page of the end of one before the start of the next, however slow the page is', async () => {
    const { told, page } = fakePage(one);
    let reached = 0;
    const client = createMeaningClient(async () => {
      reached += 1;
      // The page is slowest to be found when the first Worker ends.
      for (let turns = reached === 2 ? 20 : 0; turns > 0; turns -= 1) await settle();
      return page;
    });
    await client.embed(['a'], signal);
    client.rest();
    expect(await client.embed(['b'], signal)).toMatchObject({ ok: true });
    expect(told).toEqual(['meaning', 'meaning-end', 'meaning']);
    client.rest();
  });

  it('leaves no Worker behind when the list is withdrawn before the page was found', async () => {
    const { told, page } = fakePage(one);
    let find: (value: typeof page) => void = () => undefined;
    let reached = 0;
    const client = createMeaningClient(() => { reached += 1; return reached === 1 ? new Promise((resolve) => { find = resolve; }) : Promise.resolve(page); });
    void client.embed(['a'], signal);
    await settle();
    client.rest();
    await settle();
    find(page);
    await settle();
    expect(told).toEqual(['meaning', 'meaning-end']);
  });

  it('gives the reason of a Worker that cannot, and of a page that cannot be reached', async () => {
    const { page } = fakePage(() => ({ kind: 'failed', reason: 'no such file' }));
    const client = createMeaningClient(() => Promise.resolve(page));
    expect(await client.embed(['a'], signal)).toMatchObject({ ok: false, error: { code: 'meaning-failed', message: 'no such file' } });
    client.rest();
    let reachable = false;
    const lost = createMeaningClient(() => (reachable ? Promise.resolve(fakePage(one).page) : Promise.reject(new Error('the offscreen page did not appear'))));
    expect(await lost.embed(['a'], signal)).toMatchObject({ ok: false, error: { code: 'meaning-unreachable', message: 'the offscreen page did not appear' } });
    reachable = true;
    expect(await lost.embed(['a'], signal)).toMatchObject({ ok: true });
    lost.rest();
  });

  it('sends nothing that was withdrawn', async () => {
    const { told, page } = fakePage(one);
    expect(await createMeaningClient(() => Promise.resolve(page)).embed(['a'], AbortSignal.abort())).toMatchObject({ ok: false, error: { code: 'aborted' } });
    expect(told).toEqual([]);
  });
});
