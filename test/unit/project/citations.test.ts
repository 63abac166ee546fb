/**
 * Comments cite the documents of this project by section, as path and number. Each citation must lead somewhere, no
 * document may be cited that is not here, and links between documents must resolve.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');
const SOURCE_FOLDERS = ['lib', 'exchange', 'entrypoints', 'bench', 'scripts', 'test', 'docs'];
const TEXT = /\.(?:tsx?|mts|mjs|js|css|html|md)$/;
const SELF = relative(root, import.meta.filename)
  .split(sep)
  .join('/');

function filesUnder(folder: string): readonly string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && TEXT.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

const rootFiles = readdirSync(root).filter((name) => /\.config\.[a-z]+$|\.md$/.test(name));
const files = [...rootFiles, ...SOURCE_FOLDERS.flatMap(filesUnder)].filter((file) => file !== SELF);
const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');

/** Comments wrap anywhere: a line break with its comment sign is a space. */
function unwrapped(text: string): string {
  return text.replaceAll(/[ \t]*\r?\n[ \t]*(?:\*(?!\/)|\/\/)?[ \t]*/g, ' ');
}

function sectionsOf(file: string): ReadonlySet<string> {
  return new Set([...textOf(file).matchAll(/^#{2,4} (\d+(?:\.\d+)*)\.? /gm)].map(([, number]) => number ?? ''));
}

/** What is wrong with the citations of a text. `sections` answers null for a document that is not there. */
function problemsOf(text: string, sections: (document: string) => ReadonlySet<string> | null): readonly string[] {
  const flat = unwrapped(text);
  const problems: string[] = [];
  for (const [all, document = '', number = ''] of flat.matchAll(/\b(docs\/[a-z-]+\.md)(?: (\d+(?:\.\d+)*))?/g)) {
    const known = sections(document);
    if (known === null) problems.push(`${all}: no such document`);
    else if (number !== '' && !known.has(number)) problems.push(`${all}: no such section`);
    else if (number === '' && NUMBERED.has(document)) problems.push(`${all}: names no section`);
  }
  for (const pattern of ABSENT)
    for (const [all] of flat.matchAll(pattern)) problems.push(`"${all}" is not in the project`);
  return problems;
}

/** Documents that are cited by section only. */
const NUMBERED: ReadonlySet<string> = new Set(
  ['maths', 'venue', 'reliability', 'formats'].map((name) => `docs/${name}.md`),
);

/** Names of documents that the project does not have, and names of its own without path or section. */
const ABSENT: readonly RegExp[] = [
  /\b(?:polymarket-protocol|mv3-facts|settlement-and-execution|replay-combos-scale|shared\/docs)\b/gi,
  /(?<!docs\/)\bmaths,? (?:\d|[tm]\d|notes?\b|theorem\b)/gi,
  /(?<!docs\/)\bvenue \d+(?:\.\d+)*(?=[,;:)])/gi,
  /(?<!docs\/)\breliability,? (?:\d|(?:row|bar|finding) \d|notes?\b)/gi,
  /\((?:maths|reliability|architecture|formats|ux)[:,;)]/gi,
  /(?<![/\w])(?:maths|venue|reliability|formats|architecture|findings)\.md \d/gi,
  /\(docs: [a-z]/gi,
];

const known = new Map<string, ReadonlySet<string> | null>();
function sectionsHere(document: string): ReadonlySet<string> | null {
  const found = known.get(document) ?? (existsSync(join(root, document)) ? sectionsOf(document) : null);
  known.set(document, found);
  return found;
}

/** Targets of the relative links of a page that do not exist. */
function deadLinks(file: string, text: string): readonly string[] {
  return [...text.matchAll(/\]\(([^()\s]+)\)/g)].flatMap(([, link = '']) => {
    if (/^(?:[a-z]+:|#)/.test(link)) return [];
    const target = resolve(root, dirname(file), link.replace(/#.*$/, ''));
    const outside = relative(root, target).startsWith('..');
    return outside || !existsSync(target) ? [`${file}: ${link}`] : [];
  });
}

describe('citations', () => {
  it('lead to a document and a section of this project', () => {
    expect(files.filter((file) => /\bdocs\/[a-z]+\.md\s/.test(textOf(file))).length).toBeGreaterThan(50);
    const cited = files.filter((file) => !file.endsWith('.md') || file.startsWith('docs/adr/'));
    expect(
      cited.flatMap((file) => problemsOf(textOf(file), sectionsHere).map((problem) => `${file}: ${problem}`)),
    ).toEqual([]);
  });

  it('would be noticed when broken', () => {
    const here = (document: string): ReadonlySet<string> | null =>
      document === 'docs/maths.md' ? new Set(['2', '2.3']) : null;
    expect(problemsOf('/** Why (docs/maths.md 2.3, docs/maths.md 2). */', here)).toEqual([]);
    expect(problemsOf('/**\n * Why (docs/maths.md\n * 2.3).\n */', here)).toEqual([]);
    for (const bad of [
      'docs/maths.md 2.4',
      'docs/maths.md\n * 7',
      'docs/absent.md 1',
      '(docs/maths.md)',
      '(maths 2.3)',
      '(maths\n * 2.3)',
      '(reliability, bar 32)',
      '(reliability 7.4)',
      '(polymarket-protocol 2.4)',
      '(mv3-facts)',
      'reliability.md 3',
      '(docs: formats)',
      '(ux: words)',
    ]) {
      expect([bad, problemsOf(`/**\n * ${bad}\n */`, here).length > 0]).toEqual([bad, true]);
    }
  });

  it('have numbered headings, each once and in order', () => {
    for (const document of NUMBERED) {
      const numbers = [...textOf(document).matchAll(/^#{2,4} (\d+(?:\.\d+)*)/gm)].map(([, number = '']) =>
        number.split('.').map(Number),
      );
      const headings = [...textOf(document).matchAll(/^#{2,4} .*/gm)].map(([line]) => line);
      expect(headings.filter((line) => !/^#{2,4} \d/.test(line))).toEqual([]);
      expect(numbers.length).toBeGreaterThan(2);
      const inOrder = numbers.map((number) => number.reduce((sum, part, at) => sum + part / 1000 ** at, 0));
      expect(inOrder).toEqual([...new Set(inOrder)].sort((a, b) => a - b));
    }
  });
});

describe('links between documents', () => {
  it('resolve inside the project', () => {
    const pages = files.filter((file) => file.endsWith('.md'));
    expect(pages.length).toBeGreaterThan(8);
    expect(pages.flatMap((file) => deadLinks(file, textOf(file)))).toEqual([]);
  });

  it('would be noticed when dead', () => {
    expect(
      deadLinks(
        'docs/maths.md',
        '[here](venue.md) [there](absent.md) [out](../../elsewhere.md) [web](https://example.org)',
      ),
    ).toEqual(['docs/maths.md: absent.md', 'docs/maths.md: ../../elsewhere.md']);
  });
});
