/**
 * Sentences stand in lib/words, in the interface and in the local exchange, which speaks for the venue. Anywhere else a
 * failure is a code with parameters and a view carries facts. Commands (scripts, bench) print for whoever runs them.
 */
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { filesUnder, importsOf, textOf } from '../../kit/source-files';

const FOLDERS = ['lib', 'entrypoints'];
const SPEAKERS = ['lib/words/', 'lib/ui/'];

/** Texts that no user reads as a sentence of ours, each with its reason. A path that ends in "/" is a folder. */
const NOT_FOR_READERS: Readonly<Record<string, string>> = {
  'lib/advisors/llm/prompt.ts': 'what a language model is asked',
  'lib/advisors/numeric/form.ts': 'a mark in a text that is hashed',
  'lib/advisors/numeric/template.ts': 'a mark in a text that is hashed',
  'lib/domain/parse-finding.ts': 'a mark where a secret stood',
  'lib/language/lexicon/': 'words that rules look for',
  'lib/language/calendar.ts': 'names of days',
  'lib/language/classify.ts': 'shapes and patterns that rules look for',
  'lib/language/comparison.ts': 'patterns',
  'lib/language/counts.ts': 'patterns',
  'lib/language/quantities.ts': 'patterns',
  'lib/language/templates.ts': 'a mark in a text that rules compare',
  'lib/language/values.ts': 'forms of values that rules compare',
  'lib/language/windows.ts': 'a pattern',
  'lib/domain/page.ts': "the venue's languages",
  'lib/engine/check-instance.ts': 'diagnosis for whoever wrote the file; bad-instance quotes it',
  'lib/signals/fairvalue/crypto-market.ts': 'patterns',
  'lib/verifier/': 'diagnosis for whoever made the proof; certificate-refused quotes it, and the verifier stands alone',
  'lib/storage/parse-relations.ts': 'what older versions stored',
  'lib/platform/content-wallets.ts': "errors thrown into the page's bridge; the background reads their number alone",
  'lib/platform/net.ts': 'a reason for the log',
  'lib/platform/offscreen-page.ts': "the browser's question why the page is there",
  'lib/services/books/restarts.ts': 'a reason for the log',
  'lib/venues/socket/': 'reasons for the log',
  'lib/venues/polymarket/ws/parse-frames.ts': 'reasons for the log',
  'lib/venues/polymarket/orders/order-struct.ts': "the exchange's name, which is signed",
  'lib/venues/polymarket/orders/signing.ts': "the venue's login text, which is signed",
};

/** Two words with a space between them. */
const SENTENCE = /[\p{L}\d"'’)][,.:;!?…]* +["'(]?\p{L}{2,}/u;
const LOGGERS = /(?:^|\.)(?:log|console)\.\w+$/;

const covers = (path: string, file: string): boolean => (path.endsWith('/') ? file.startsWith(path) : file === path);

/** Text of a literal or of a template without what is put into it; null for any other node. */
function wordsOf(node: ts.Node): string | null {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isJsxText(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('x');
}

/** Written for whoever reads the log or the code, or no text at all: a broken invariant, a type, a pattern. */
function isNotSaid(node: ts.Node): boolean {
  if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return true;
  // Names of styles.
  if (ts.isJsxAttribute(node) && node.name.getText() === 'className') return true;
  if (ts.isNewExpression(node)) return /(?:Error|Exception|RegExp)$/.test(node.expression.getText());
  if (ts.isTaggedTemplateExpression(node)) return node.tag.getText() === 'String.raw';
  return ts.isCallExpression(node) && LOGGERS.test(node.expression.getText());
}

/** Words of the code that nobody else says: it is bets and sets of bets, and an answer is Yes or No, in one way. */
const CODE_WORDS = /\b(?:[Bb]askets?|[Ll]egs?)\b(?!-)|\b(?:YES|NO)\b/;

/** "line: text" of each sentence in a source file; with `holding`, of those that hold it. */
function sentencesIn(file: string, text: string, holding?: RegExp): readonly string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isNotSaid(node)) return;
    const words = wordsOf(node);
    if (words !== null && SENTENCE.test(words) && (holding?.test(words) ?? true)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      found.push(`${file}:${line + 1}: ${words.slice(0, 60)}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const files = FOLDERS.flatMap((folder) => filesUnder(folder)).filter(
  (file) => !SPEAKERS.some((folder) => file.startsWith(folder)),
);
const allowed = Object.keys(NOT_FOR_READERS);

describe('sentences', () => {
  it('stand in the words, in the interface and in the exchange alone', () => {
    const found = files
      .filter((file) => !allowed.some((path) => covers(path, file)))
      .flatMap((file) => sentencesIn(file, textOf(file)));
    expect(found).toEqual([]);
  });

  it('are let off nowhere where there is none', () => {
    const idle = allowed.filter(
      (path) => !files.some((file) => covers(path, file) && sentencesIn(file, textOf(file)).length > 0),
    );
    expect(idle).toEqual([]);
  });

  it('use the words of the people who read them', () => {
    const speakers = FOLDERS.flatMap((folder) => filesUnder(folder, /\.tsx?$/)).filter((file) =>
      SPEAKERS.some((folder) => file.startsWith(folder)),
    );
    expect(speakers.length).toBeGreaterThan(50);
    expect(speakers.flatMap((file) => sentencesIn(file, textOf(file), CODE_WORDS))).toEqual([]);
  });

  it('are said by no service', () => {
    const importers = files.filter(
      (file) => file.startsWith('lib/services/') && importsOf(file).some((from) => from.includes('/words/')),
    );
    expect(importers).toEqual([]);
  });

  it.each([
    ["const a = 'Nothing was sent.';", 1],
    ['const a = `Leg ${n} of ${m}: nothing was sent`;', 1],
    ["fail('busy', { text: 'Another basket is being signed.' });", 1],
    ["const a = b ? 'not yet' : \"it's late\";", 2],
    ["const a = 'kebab-case'; const b = 'bad-answer';", 0],
    ["throw new Error('a broken invariant names its rule');", 0],
    ["log.warn('a thing', { reason: 'said so there' });", 0],
    ["options.log.error('x', { reason: `said so ${n} times` });", 0],
    ["type A = 'two words';", 0],
    ["import a from 'two words';", 0],
    ['const a = new RegExp(`two words`);', 0],
    ['/** Two words. */ const a = 1; // and more words', 0],
  ])('finds in %s: %i', (text, count) => {
    expect(sentencesIn('a.ts', text)).toHaveLength(count);
  });
});
