/** Who may ask for what: a new command or topic is for our own pages unless it is named here. */
import { beforeEach, describe, expect, it, vi } from 'vitest';

const RUNTIME = vi.hoisted(() => ({ id: 'facet' }));
vi.mock('wxt/browser', () => ({ browser: { runtime: RUNTIME } }));

const { commands } = await import('../../../lib/protocol/commands');
const { topics } = await import('../../../lib/protocol/topics');
const { PAGE_ORIGIN, tierOf } = await import('../../../lib/platform/commands-server');

beforeEach(() => {
  vi.stubGlobal('location', { origin: 'chrome-extension://facet' });
});

describe('commands', () => {
  it('that a page may ask for are these five', () => {
    expect(
      Object.entries(commands)
        .filter(([, { tier }]) => tier !== 'extension')
        .map(([name]) => name)
        .sort(),
    ).toEqual(['execute', 'exportCertificate', 'openPanel', 'recheck', 'review']);
  });
});

describe('topics', () => {
  it('that a page may ask for are these three', () => {
    expect(
      Object.entries(topics)
        .filter(([, { tier }]) => tier !== 'extension')
        .map(([name]) => name)
        .sort(),
    ).toEqual(['home', 'page', 'signals']);
  });
});

describe('the tier of a sender', () => {
  const tab = {
    id: 1,
    index: 0,
    pinned: false,
    highlighted: false,
    windowId: 1,
    active: true,
    incognito: false,
    selected: true,
    discarded: false,
    autoDiscardable: true,
    groupId: -1,
    frozen: false,
    lastAccessed: 0,
  };
  const page = { id: 'facet', origin: PAGE_ORIGIN, url: `${PAGE_ORIGIN}/event/x`, frameId: 0, tab };
  it.each([
    ['our own page', { id: 'facet', origin: 'chrome-extension://facet' }, 'extension'],
    ['our script on the venue', page, 'content'],
    ['another extension', { ...page, id: 'other' }, null],
    ['a frame of the venue', { ...page, frameId: 3 }, null],
    ['a look-alike', { ...page, origin: 'https://polymarket.com.evil.test' }, null],
    ['the venue without encryption', { ...page, origin: 'http://polymarket.com' }, null],
    ['a sub-domain', { ...page, origin: 'https://x.polymarket.com' }, null],
    [
      'a page whose address only claims to be ours',
      { ...page, origin: 'https://evil.test', url: 'chrome-extension://facet/sidepanel.html' },
      null,
    ],
    ['nobody', { id: 'facet' }, null],
  ])('%s', (_name, sender, tier) => {
    expect(tierOf(sender)).toBe(tier);
  });
});
