/** `npm run limits`: writes the tables of docs/limits.md anew. */
import { readFileSync, writeFileSync } from 'node:fs';
import { withTables } from './limits-table';

const FILE = 'docs/limits.md';
writeFileSync(FILE, withTables(readFileSync(FILE, 'utf8')));
