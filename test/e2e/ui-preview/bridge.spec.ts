/**
 * The wallet bridge of the built extension on a page that fights it. Needs "npm run build".
 */
import { expect, test } from '@playwright/test';
import { launchWithExtension } from '../../kit/browser/browser';
import { attachDashboard } from '../../kit/browser/dashboard';
import { failure } from '../../../lib/words/failures';
import { startExchangeProcess } from '../../kit/browser/exchange';

const ACCOUNT = '0x52908400098527886E0F7030069857D2E4169EE7';

/**
 * An honest wallet that needs nothing which the hostile page replaces; it writes down what it is asked where only text
 * can be read.
 */
function honestWallet(account: string): void {
  const ask = ({ method }: { readonly method: string }): unknown => {
    const root = document.documentElement;
    root.setAttribute('data-asked', `${root.getAttribute('data-asked') ?? ''} ${method}`);
    if (method === 'eth_chainId') return '0x89';
    return method === 'eth_requestAccounts' || method === 'eth_accounts' ? [account] : null;
  };
  const detail = {
    info: { uuid: 'honest', name: 'Test Wallet', rdns: 'example.test.wallet', icon: '' },
    provider: { request: ask },
  };
  const tell = (): void => void window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }));
  window.addEventListener('eip6963:requestProvider', tell);
}

/** Builtins as `owner.name`; what a page may put in their place is up to it. */
const METHODS = [
  ...['apply', 'get', 'getOwnPropertyDescriptor', 'ownKeys'].map((name) => `Reflect.${name}`),
  ...['create', 'defineProperty', 'assign', 'keys', 'freeze', 'entries'].map((name) => `Object.${name}`),
  ...['Array.isArray', 'Array.from', 'Number.isInteger', 'JSON.stringify', 'JSON.parse', 'Promise.resolve'],
  ...['push', 'map', 'forEach', 'slice', 'concat', 'includes'].map((name) => `Array.prototype.${name}`),
  ...['slice', 'startsWith', 'trim'].map((name) => `String.prototype.${name}`),
  ...['call', 'apply', 'bind'].map((name) => `Function.prototype.${name}`),
  ...['then', 'catch', 'finally'].map((name) => `Promise.prototype.${name}`),
  ...['addEventListener', 'removeEventListener', 'dispatchEvent'].map((name) => `EventTarget.prototype.${name}`),
  ...['Event.prototype.stopImmediatePropagation', 'Event.prototype.preventDefault'],
  ...['MessagePort.prototype.postMessage', 'MessagePort.prototype.start', 'window.setTimeout'],
  ...['Map.prototype.get', 'WeakMap.prototype.get'],
];
/** Properties by which a page could catch what is written, or slip in what is read. */
const PROPERTIES = [
  ...['0', '1', 'length'].map((name) => `Array.prototype.${name}`),
  ...['0', 'kind', 'method', 'value', 'get', 'nonce', 'info'].map((name) => `Object.prototype.${name}`),
  ...['MessagePort.prototype.onmessage', 'MessageEvent.prototype.data', 'CustomEvent.prototype.detail'],
];

/** Code that replaces one builtin: what is called throws, what is read lies, what is written is lost. */
function patch(path: string): string {
  const at = path.lastIndexOf('.');
  const [owner, name] = [path.slice(0, at), JSON.stringify(path.slice(at + 1))];
  const value = METHODS.includes(path) ? "function () { throw new Error('patched'); }" : "'patched'";
  const lie = `{ configurable: true, get() { return ${value}; }, set() {} }`;
  return `try { (${DEFINE})(${owner}, ${name}, ${lie}) } catch {}`;
}
const DEFINE = '(Object.pristine ??= Object.defineProperty)';

/**
 * First script of the page: replaces what a careless bridge would call, listens for the port, and forges everything it
 * can think of.
 */
const HOSTILE = `
const own = new MessageChannel();
const tellOn = (text) => document.documentElement.setAttribute('data-caught', text);
const watch = (type) => (event) => {
  if (event.ports && event.ports.length > 0 && event.ports[0] !== own.port2) tellOn('port by ' + type);
};
for (const type of ['facet:port', 'facet:ready', 'message']) window.addEventListener(type, watch(type), true);
const spy = (owner, name) => {
  const old = owner[name];
  owner[name] = function (...args) {
    if ((this instanceof MessagePort && this !== own.port1 && this !== own.port2)) tellOn('stolen by ' + name);
    return old.apply(this, args);
  };
};
spy(MessagePort.prototype, 'postMessage');
spy(MessagePort.prototype, 'start');
spy(MessagePort.prototype, 'addEventListener');
spy(EventTarget.prototype, 'addEventListener');
spy(EventTarget.prototype, 'dispatchEvent');
spy(Reflect, 'apply');
spy(Function.prototype, 'call');
spy(Array, 'isArray');
spy(Object, 'create');
spy(JSON, 'stringify');
spy(Promise.prototype, 'then');
spy(String.prototype, 'slice');
spy(String.prototype, 'startsWith');
const walk = Array.prototype[Symbol.iterator];
Array.prototype[Symbol.iterator] = function () {
  return walk.apply(typeof this[0] === 'string' || typeof this[0] === 'function' ? [] : this);
};
Object.defineProperty(Object.prototype, 'kind', { get() { return 'call'; }, set() {}, configurable: true });
Object.defineProperty(Object.prototype, 'method', {
  get() { return 'eth_sendTransaction'; }, set() {}, configurable: true,
});
window.dispatchEvent(new Event('facet:ready'));
own.port1.onmessage = (event) => tellOn('answered the page');
for (let index = 0; index < 10000; index += 1) {
  window.dispatchEvent(new MessageEvent('facet:port', { ports: [own.port2], cancelable: true }));
  own.port1.postMessage({ nonce: 'n' + index, kind: 'call', uuid: 'injected', method: 'eth_accounts', params: [] });
  const forged = { target: 'background', command: 'execute', nonce: 'n' + index, kind: 'value', value: '0x' };
  if (index % 10 === 0) window.postMessage({ ...forged, __proto__: { ok: true } }, '*');
}
const liar = { get info() { throw new Error('getter'); } };
window.addEventListener('eip6963:requestProvider', () => {
  window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail: liar }));
  window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail: null }));
  const info = { uuid: 'liar', name: 'L'.repeat(9000), rdns: 'example.test.wallet', icon: 'javascript:1' };
  const provider = { request() { throw { code: 'NaN', message: { toString() { throw 1; } } }; } };
  window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail: { info, provider } }));
});
`;

test('a hostile page neither gets the port nor starts anything, and the honest wallet still connects', async () => {
  const exchange = await startExchangeProcess({});
  const browser = await launchWithExtension({ exchange });
  try {
    await browser.context.addInitScript(honestWallet, ACCOUNT);
    const page = browser.context.pages()[0] ?? (await browser.context.newPage());
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.route('https://polymarket.com/hostile', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<!doctype html><head><script>${HOSTILE}</script></head><body>hostile</body>`,
      }),
    );
    await page.goto('https://polymarket.com/hostile');

    const popup = await browser.openPopup();
    await popup.getByRole('button', { name: 'Connect wallet' }).click();
    await popup.getByText('claims to be').first().waitFor();
    expect(errors).toEqual([]);
    await expect(popup.locator('.providers li')).toHaveCount(2);
    await expect(popup.getByText('so does another one')).toHaveCount(2);
    await popup.locator('.providers button').filter({ hasText: 'LLLL' }).click();
    await expect(popup.locator('[aria-label="Wallet"] [role="status"]')).toContainText(
      'wallet answered with an error of its own',
    );
    const root = page.locator('html');
    expect(await root.getAttribute('data-asked')).toBeNull();
    await popup.locator('.providers button').filter({ hasText: 'Test Wallet' }).click();
    await expect(root).toHaveAttribute('data-asked', / eth_chainId/);
    expect(await root.getAttribute('data-asked')).toMatch(
      /^(?: (?:eth_requestAccounts|eth_accounts|eth_chainId|eth_signTypedData_v4))+$/,
    );
    expect(await root.getAttribute('data-caught')).toBeNull();
    expect(errors).toEqual([]);
  } finally {
    await browser.close();
    await exchange.close();
  }
});

test('each builtin patched before Facet starts: the wallet answers or is refused in words', async () => {
  test.setTimeout(240_000);
  const patched = [...METHODS, ...PROPERTIES];
  expect(patched.length).toBeGreaterThanOrEqual(45);
  const exchange = await startExchangeProcess({});
  const browser = await launchWithExtension({ exchange });
  try {
    const page = browser.context.pages()[0] ?? (await browser.context.newPage());
    await browser.context.addInitScript(honestWallet, ACCOUNT);
    await browser.context.addInitScript(
      `switch (location.search) { ${patched.map((path) => `case '?${path}': ${patch(path)} break;`).join('\n')} }`,
    );
    await page.route(/polymarket\.com\/hostile/, (route) =>
      route.fulfill({ contentType: 'text/html', body: '<!doctype html><body>hostile</body>' }),
    );
    const popup = await attachDashboard(await browser.openPopup());
    const words: string[] = [];
    for (const path of ['nothing', ...patched]) {
      await page.goto(`https://polymarket.com/hostile?${path}`);
      await page.bringToFront();
      const startedMs = performance.now();
      const listed = await popup.command('listWallets', {});
      const uuid = listed.ok ? listed.value.providers[0]?.uuid : undefined;
      const connected = uuid === undefined ? listed : await popup.command('connectWallet', { uuid });
      const tookMs = performance.now() - startedMs;
      const said = connected.ok ? 'connected' : failure(connected.error);
      words.push(`${path}: ${uuid ?? 'none'}, ${said}`);
      expect(said, path).toMatch(/^[A-Z].*\.$|^connected$/s);
      expect(tookMs, `${path}: ${said}`).toBeLessThan(10_000);
      const asked = await page.evaluate("document.documentElement.getAttribute('data-asked') ?? ''").catch(() => '');
      expect(asked, path).toMatch(
        /^(?: (?:eth_requestAccounts|eth_accounts|eth_chainId|wallet_switchEthereumChain|eth_signTypedData_v4))*$/,
      );
    }
    if (process.env.FACET_ATTACK_TELL) console.log(words.join('\n'));
  } finally {
    await browser.close();
    await exchange.close();
  }
});
