/** The tables of docs/limits.md say what the code does. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as en from '../../../lib/words/en';
import { BEGIN, limitsTable, withTables } from '../../../scripts/limits-table';

const text = readFileSync('docs/limits.md', 'utf8');

describe('the tables of limits', () => {
  it('are those of the code: `npm run limits` writes them', () => {
    expect(text.split(BEGIN)).toHaveLength(3);
    expect(withTables(text)).toBe(text);
    expect(withTables(text.replaceAll('over-day-limit', 'over-the-moon'))).toBe(text);
  });

  it('name every limit that guards money', () => {
    const limits = Object.keys(en.settings).filter((key) => /^(?:max|collar|wash)/.test(key));
    expect(limits.length).toBeGreaterThan(10);
    const table = limitsTable();
    for (const key of limits) expect(table).toContain(`| ${en.settings[key as keyof typeof en.settings].label} |`);
  });
});
