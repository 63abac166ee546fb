/** Cash-outs in a database of their own: never evicted, written durably before the step that each record allows. */
import type { DBSchema } from 'idb';
import type { CashOut } from '../domain/cash-out';
import type { Store } from '../ports/store';
import { checked, createOpener } from './opener';
import { parseStoredCashOut } from './parse-cash-out';

const NAME = 'facet-cash';
const VERSION = 1;

interface CashSchema extends DBSchema {
  /** Key: its id. */
  cashOuts: { key: string; value: unknown };
}

export function createCashDatabase(): Pick<Store<CashOut>, 'all' | 'put'> {
  const { attempt } = createOpener<CashSchema>({
    name: NAME,
    version: VERSION,
    upgrade: (db) => void db.createObjectStore('cashOuts'),
  });
  return {
    put: (key, value) =>
      attempt('write', async (db) => {
        const transaction = db.transaction('cashOuts', 'readwrite', { durability: 'strict' });
        await Promise.all([transaction.store.put(value, key), transaction.done]);
      }),
    all: () =>
      attempt('read', async (db) => (await db.getAll('cashOuts')).map((value) => checked(parseStoredCashOut, value))),
  };
}
