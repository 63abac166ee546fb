/**
 * The licences that go into the build: Facet's own, and a notice for every package whose code is in it. Which packages
 * those are is read from the bundler, not from package.json.
 */
import { copyFileSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

export const NOTICES_FILE = 'THIRD-PARTY-NOTICES.txt';
export const LICENCE_FILE = 'LICENSE';
/** Of what is in the code without being a package, from the project's root. */
const DATA_LICENCES = ['lib/language/lexicon/LICENSE-wordnet.txt'];

/** The folder of the package that a module belongs to, or null for our own. */
export function packageFolder(moduleId: string): string | null {
  const path = moduleId.replaceAll('\\', '/').replace(/^\0+/, '');
  const at = path.lastIndexOf('/node_modules/');
  if (at < 0) return null;
  const [first = '', second = ''] = path.slice(at + '/node_modules/'.length).split('/');
  const name = first.startsWith('@') ? `${first}/${second}` : first;
  return `${path.slice(0, at)}/node_modules/${name}`;
}

interface Notice {
  /** Name, version and home of the package. */
  readonly head: string;
  /** Its licence with every text that it brings. */
  readonly body: string;
}

function notice(folder: string): Notice {
  const { name, version, license, homepage } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const texts = readdirSync(folder)
    .filter((file) => /^(?:licen[cs]e|copying|notice)(?:[.-].*)?$/i.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').trim());
  const head = [`${name} ${version}`, ...(homepage ? [homepage] : [])].join(' ');
  const said = texts.length > 0 ? texts : ['The package brings no text of its licence.'];
  return { head, body: [`Licence: ${license ?? 'see below'}`, '', ...said].join('\n') };
}

/** Families of small packages bring one and the same text: it stands once, below all of their names. */
function together(notices: readonly Notice[]): readonly string[] {
  const heads = new Map<string, Set<string>>();
  for (const { head, body } of notices) heads.set(body, (heads.get(body) ?? new Set()).add(head));
  return [...heads].map(([body, names]) => [...[...names].sort(), '', body].join('\n'));
}

export interface Notices {
  /** Notes the packages of one bundle; each build of several bundles and Workers needs its own. */
  readonly plugin: () => Plugin;
  /** Puts both files into the finished build. */
  readonly write: (root: string, outDir: string) => void;
}

export function createNotices(): Notices {
  const folders = new Set<string>();
  return {
    plugin: () => ({
      name: 'facet-notices',
      generateBundle(_options, bundle) {
        for (const output of Object.values(bundle)) {
          if (output.type !== 'chunk') continue;
          for (const [id, { renderedLength }] of Object.entries(output.modules)) {
            const folder = renderedLength > 0 ? packageFolder(id) : null;
            if (folder !== null && existsSync(join(folder, 'package.json'))) folders.add(folder);
          }
        }
      },
    }),
    write: (root, outDir) => {
      const line = `\n\n${'='.repeat(80)}\n\n`;
      // Two packages may each have brought their own copy of a third.
      const data = DATA_LICENCES.map((file) => readFileSync(join(root, file), 'utf8').trim());
      const notices = [...together([...folders].map(notice)), ...data].sort();
      const head = `Facet (see ${LICENCE_FILE}) contains code or data of these.`;
      writeFileSync(join(outDir, NOTICES_FILE), `${[head, ...notices].join(line)}\n`);
      copyFileSync(join(root, LICENCE_FILE), join(outDir, LICENCE_FILE));
    },
  };
}
