/**
 * What an examination and the smallest real order leave behind, put where Facet keeps it: the newest sealed copy in the
 * journal's database, one step ahead of the others, as after a browser that died between two writes. The next life of
 * the worker reads it. The way that leads there by itself is walked in doctor.spec.ts and in the demo.
 */
import { FORMAT, seal, unsealed } from '../../../lib/storage/memory/copy';
import type { LaunchedBrowser } from './browser';
import type { Control } from './control';
import type { Dashboard } from './dashboard';
import { until } from './until';

const READ = `new Promise((resolve, reject) => {
  const opening = indexedDB.open('facet');
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const db = opening.result;
    const asked = db.transaction('memory').objectStore('memory').get('now');
    asked.onerror = () => reject(asked.error);
    asked.onsuccess = () => { db.close(); resolve(asked.result); };
  };
})`;
const writing = (copy: unknown): string => `new Promise((resolve, reject) => {
  const opening = indexedDB.open('facet');
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const db = opening.result;
    const work = db.transaction('memory', 'readwrite', { durability: 'strict' });
    work.objectStore('memory').put(${JSON.stringify(copy)}, 'now');
    work.onerror = () => reject(work.error);
    work.oncomplete = () => { db.close(); resolve(true); };
  };
})`;

/**
 * Unlocks real baskets for the plain account of this address, on both exchanges; the venue takes it as one of the old
 * ones. @throws Error without a sealed copy.
 */
export async function clearAccount({
  browser,
  control,
  dashboard,
  address,
}: {
  readonly browser: LaunchedBrowser;
  readonly control: Control;
  readonly dashboard: Dashboard;
  readonly address: string;
}): Promise<void> {
  await control.registerWallet(address, 'PLAIN');
  await dashboard.waitFor('Facet answers', () => true, 30_000);
  const copy = await unsealed(await dashboard.page.evaluate(READ));
  if (copy === null) throw new Error('Facet left no sealed copy in its journal');
  const atMs = Date.now();
  const clearance = [
    {
      account: { owner: address, funder: address, signatureType: 0 },
      greenAtMs: atMs,
      trials: [
        { protocol: 'v1', atMs },
        { protocol: 'v2', atMs },
      ],
    },
  ];
  const next = await seal({
    format: FORMAT,
    id: copy.id,
    seq: copy.seq + 1,
    known: { ...copy.known, journal: copy.seq + 1 },
    content: { ...copy.content, local: { ...copy.content.local, clearance } },
  });
  await dashboard.page.evaluate(writing(next));
  const lives = (await dashboard.sightings()).bootIds.length;
  await browser.killServiceWorker(dashboard.page);
  await until('Facet is in its next life', async () =>
    (await dashboard.sightings()).bootIds.length > lives ? true : null,
  );
}
