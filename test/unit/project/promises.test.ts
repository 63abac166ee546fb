/** No surface promises what a void or a missing fill can take away. */
import { describe, expect, it } from 'vitest';
import { filesUnder, textOf } from '../../kit/source-files';

const SURFACES = [
  'README.md',
  'package.json',
  'wxt.config.ts',
  ...filesUnder('lib').filter((path) => !path.startsWith('lib/engine/')),
  ...filesUnder('entrypoints', /\.(?:tsx?|html)$/),
];

describe('what the product promises', () => {
  it.each(SURFACES)('%s does not say that something cannot lose', (path) => {
    expect(textOf(path)).not.toMatch(/cannot lose|can(?:'|no)t lose|risk-free|riskless|sure profit/i);
  });
});
