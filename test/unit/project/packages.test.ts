/** What the lock file lets into an installation. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { packageFolder } from '../../../scripts/notices';

interface Locked {
  readonly resolved?: string;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
}

const lock: { readonly packages: Readonly<Record<string, Locked>> } = JSON.parse(
  readFileSync('package-lock.json', 'utf8'),
);
const locked = Object.entries(lock.packages).filter(([path]) => path !== '');
const npmrc = readFileSync('.npmrc', 'utf8').split('\n');

/** Have an install script, which is not run: their binaries come as packages of their own. */
const SCRIPTS_NOT_RUN = ['node_modules/esbuild', 'node_modules/fsevents'];

describe('the packages', () => {
  it('run nothing while they are installed', () => {
    expect(npmrc).toContain('ignore-scripts=true');
    const scripted = locked.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path);
    expect(scripted.filter((path) => !SCRIPTS_NOT_RUN.some((known) => path.endsWith(known)))).toEqual([]);
  });

  it('must be a week old to be taken', () => expect(npmrc).toContain('min-release-age=7'));

  it('come from the registry, with a checksum', () => {
    const odd = locked.filter(
      ([, { resolved, integrity }]) =>
        resolved !== undefined && !(resolved.startsWith('https://registry.npmjs.org/') && integrity?.startsWith('sha')),
    );
    expect(odd.map(([path]) => path)).toEqual([]);
  });
});

describe('the package of a module', () => {
  it.each([
    ['/x/node_modules/react/index.js', '/x/node_modules/react'],
    ['\0/x/node_modules/@noble/hashes/esm/sha2.js?commonjs', '/x/node_modules/@noble/hashes'],
    ['/x/node_modules/ethers/node_modules/@noble/curves/a.js', '/x/node_modules/ethers/node_modules/@noble/curves'],
    ['C:\\x\\node_modules\\idb\\index.js', 'C:/x/node_modules/idb'],
    ['/x/lib/domain/units.ts', null],
  ])('%j', (id, folder) => expect(packageFolder(id)).toBe(folder));
});
