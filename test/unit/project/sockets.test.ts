/** The browser opens no socket that the extension's own policy does not name: `https:` in it does not cover them. */
import { describe, expect, it } from 'vitest';
import { filesUnder, textOf } from '../../kit/source-files';

const SOCKET = /wss:\/\/[a-z0-9.-]+/g;
const addressesIn = (file: string): readonly string[] => textOf(file).match(SOCKET) ?? [];

describe('the addresses of sockets in the code', () => {
  it('stand in the policy of the extension, and no others do', () => {
    const used = new Set(['lib', 'entrypoints'].flatMap((folder) => filesUnder(folder)).flatMap(addressesIn));
    expect(used.size).toBeGreaterThan(2);
    expect([...new Set(addressesIn('wxt.config.ts'))].sort()).toEqual([...used].sort());
  });
});
