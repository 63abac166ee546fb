import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as en from '../../../lib/words/en';
import { askForHost, dropHost, mayReach, originPattern } from '../../../lib/platform/permissions';

/** The browser's grants, which says yes to every question, as a user in a hurry does. */
const browser = vi.hoisted(() => {
  const granted = new Set<string>();
  return {
    granted,
    asked: 0,
    permissions: {
      contains: ({ origins: [origin = ''] }: { origins: string[] }) =>
        Promise.resolve(granted.has(origin) || granted.has('https://*/*')),
      request: ({ origins: [origin = ''] }: { origins: string[] }) => {
        browser.asked += 1;
        granted.add(origin);
        return Promise.resolve(true);
      },
      remove: ({ origins: [origin = ''] }: { origins: string[] }) => Promise.resolve(granted.delete(origin)),
    },
  };
});
vi.mock('wxt/browser', () => ({ browser }));

beforeEach(() => {
  browser.granted.clear();
  browser.asked = 0;
});

describe('leave to reach a host', () => {
  it.each([
    'https://*/v1',
    'https://*.example.org/v1',
    'https://%2A/v1',
    'https://%2a.example.org',
    ' https://* ',
    'http://*/',
    'http://192.168.1.5/v1',
    'https://user:secret@example.org',
    'ftp://example.org',
    '*://*/*',
    '<all_urls>',
    '',
  ])('is not asked for %j, and a sentence says why', async (endpoint) => {
    expect(originPattern(endpoint)).toBeNull();
    const asked = await askForHost(endpoint);
    expect(asked.ok ? asked.value : en.failure(asked.error)).toMatch(/^The address|^This is not/);
    expect(browser.asked).toBe(0);
    browser.granted.add('https://*/*');
    expect(await mayReach(endpoint)).toBe(false);
  });

  it('is asked for one host, and known afterwards', async () => {
    expect(await askForHost(' https://api.example.org:8443/v1 ')).toEqual({ ok: true, value: true });
    expect([...browser.granted]).toEqual(['https://api.example.org/*']);
    expect(await mayReach('https://api.example.org/v2')).toBe(true);
    expect(await mayReach('https://example.org/v2')).toBe(false);
  });

  it('is given back, but not what the address in use needs', async () => {
    await askForHost('https://one.example.org/v1');
    await dropHost('https://one.example.org/v2', 'https://one.example.org/v1');
    expect(browser.granted.size).toBe(1);
    await dropHost('https://one.example.org/v1', 'https://two.example.org/v1');
    expect(browser.granted.size).toBe(0);
    await dropHost('https://*/', '');
  });
});
