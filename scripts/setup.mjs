/**
 * All the set-up that the demo, the tests and the benches need, from a bare clone on a machine that has only Node 20+:
 * packages by `npm ci`, and a Chromium that loads unpacked extensions. Plain Node, no packages; running it again
 * changes nothing.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, realpathSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const lockFile = join(root, 'package-lock.json');
const stampFile = join(root, 'node_modules', '.facet-stamp');

/** Oldest browser that the manifest accepts (wxt.config.ts). */
const OLDEST_CHROMIUM = 120;
/** Google's branded Chrome is not in the list: it ignores --load-extension since version 137. */
const SYSTEM_NAMES = [
  'chromium',
  'chromium-browser',
  'chrome-for-testing',
  'google-chrome-for-testing',
  'ungoogled-chromium',
];

export class SetupError extends Error {}

function say(line) {
  console.log(`[set-up] ${line}`);
}

const isWindows = process.platform === 'win32';
const isRoot = typeof process.getuid === 'function' && process.getuid() === 0;

/** Runs a program in the project with its output shown; true when it ended with 0. */
function runs(program, args) {
  return spawnSync(program, args, { cwd: root, stdio: 'inherit', shell: isWindows }).status === 0;
}

function answers(program, args) {
  return spawnSync(program, args, { stdio: 'ignore', timeout: 20_000 }).status === 0;
}

function lockHash() {
  return createHash('sha256').update(readFileSync(lockFile)).digest('hex');
}

/** npm's own record of what it installed; true when each package that the lock asks for is there in that version. */
function installedMatchesLock() {
  const recordFile = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(recordFile)) return false;
  const wanted = JSON.parse(readFileSync(lockFile, 'utf8')).packages;
  const installed = JSON.parse(readFileSync(recordFile, 'utf8')).packages;
  // Optional packages are binaries for other systems, or peers that npm left out.
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || entry.optional || entry.devOptional || installed[path]?.version === entry.version,
  );
}

/** @throws SetupError when npm fails. */
export function installPackages() {
  const hash = lockHash();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash) return;
  if (!installedMatchesLock()) {
    say('installing packages (npm ci)');
    if (!runs('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])) {
      throw new SetupError(
        'npm ci failed. Check the network connection and the message above, then run the command again.',
      );
    }
  }
  writeFileSync(stampFile, hash);
}

/**
 * Major version, or null when the file is not a Chromium that runs here. Debian's wrapper warns on stderr; only stdout
 * counts.
 */
function chromiumMajor(path) {
  try {
    // Chrome on Windows opens a window for --version; its file name carries no version either, so it is taken as it is.
    if (isWindows) return existsSync(path) ? OLDEST_CHROMIUM : null;
    const text = execFileSync(path, ['--version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 30_000,
    });
    const match = /(?:Chromium|Chrome for Testing|Chrome)\D*(\d+)\./.exec(text);
    return match ? Number(match[1]) : null;
  } catch {
    return null;
  }
}

function usable(path) {
  return (chromiumMajor(path) ?? 0) >= OLDEST_CHROMIUM;
}

/** A snap cannot read a profile or an extension in hidden or temporary folders. */
function isSnap(path) {
  const real = realpathSync(path);
  if (real.includes('/snap')) return true;
  return readFileSync(real).subarray(0, 4_096).toString('latin1').includes('/snap/bin');
}

function onSystem() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const fixed =
    process.platform === 'darwin'
      ? [
          '/Applications/Chromium.app/Contents/MacOS/Chromium',
          '/Applications/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
        ]
      : [];
  return (
    [...SYSTEM_NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), ...fixed].find(
      (path) => existsSync(path) && !isSnap(path) && usable(path),
    ) ?? null
  );
}

function list(folder) {
  return existsSync(folder) ? readdirSync(folder) : [];
}

function inPlaywrightCache() {
  const base =
    {
      darwin: join(homedir(), 'Library', 'Caches', 'ms-playwright'),
      win32: join(process.env.LOCALAPPDATA ?? homedir(), 'ms-playwright'),
    }[process.platform] ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'ms-playwright');
  const cache =
    process.env.PLAYWRIGHT_BROWSERS_PATH && process.env.PLAYWRIGHT_BROWSERS_PATH !== '0'
      ? process.env.PLAYWRIGHT_BROWSERS_PATH
      : base;
  const tails = [
    ['chrome'],
    ['chrome.exe'],
    ['Chromium.app', 'Contents', 'MacOS', 'Chromium'],
    ['Google Chrome for Testing.app', 'Contents', 'MacOS', 'Google Chrome for Testing'],
  ];
  const newestFirst = list(cache)
    .filter((name) => /^chromium-\d+$/.test(name))
    .sort((a, b) => Number(b.slice(9)) - Number(a.slice(9)));
  const candidates = newestFirst.flatMap((name) =>
    list(join(cache, name))
      .filter((inner) => inner.startsWith('chrome-'))
      .flatMap((inner) => tails.map((tail) => join(cache, name, inner, ...tail))),
  );
  return candidates.find((path) => existsSync(path) && usable(path)) ?? null;
}

/**
 * Path of a Chromium that is on this machine, or null. Installs nothing.
 * @throws SetupError when CHROME_PATH is set to something that does not run.
 */
export function findChromium() {
  const named = process.env.CHROME_PATH;
  if (named) {
    if (usable(named)) return named;
    throw new SetupError(
      `CHROME_PATH is ${named}, which does not run as Chromium ${OLDEST_CHROMIUM} or newer. Point it at one, or ` +
        'unset it.',
    );
  }
  return onSystem() ?? inPlaywrightCache();
}

function installFromDistribution() {
  if (process.platform !== 'linux' || !answers('apt-get', ['--version'])) return;
  const prefix = isRoot ? [] : answers('sudo', ['-n', 'true']) ? ['sudo', '-n'] : null;
  if (prefix === null) return;
  say('installing Chromium (apt-get install chromium)');
  const [program, ...rest] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get'];
  if (runs(program, [...rest, 'update', '-qq']))
    runs(program, [...rest, 'install', '-y', '-qq', '--no-install-recommends', 'chromium']);
}

function installFromPlaywright() {
  say('downloading Chromium (playwright install chromium)');
  const command = join(root, 'node_modules', 'playwright', 'cli.js');
  runs(process.execPath, [command, 'install', ...(isRoot ? ['--with-deps'] : []), 'chromium']);
}

/** @throws SetupError when no Chromium can be had. */
export function ensureChromium() {
  const ways = [() => undefined, installFromDistribution, installFromPlaywright];
  for (const way of ways) {
    way();
    const found = findChromium();
    if (found) return found;
  }
  throw new SetupError(
    `No Chromium was found and none could be installed. Install Chromium ${OLDEST_CHROMIUM} or newer (not Google ` +
      'Chrome: it no longer loads unpacked extensions from the command line) and set CHROME_PATH to its program file.',
  );
}

function checkNode() {
  if (Number(process.versions.node.split('.')[0]) < 20)
    throw new SetupError(`Node ${process.versions.node} is too old; Facet needs Node 20 or newer.`);
}

/**
 * Packages, and a browser unless told otherwise.
 * @returns path of Chromium, or null when `browser` is false.
 * @throws SetupError with a sentence that says what to do.
 */
export function setUp({ browser = true } = {}) {
  checkNode();
  installPackages();
  if (!browser) return null;
  const chromium = ensureChromium();
  say(`Node ${process.versions.node}, Chromium ${chromium}`);
  return chromium;
}

/** Prints the sentence of a SetupError and ends with 1; anything else is a bug and keeps its stack. */
export function endOnSetupError(error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(`[set-up] ${error.message}`);
  process.exit(1);
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    setUp();
  } catch (error) {
    endOnSetupError(error);
  }
}
