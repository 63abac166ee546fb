import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { fenceProblem, layerProblem } from './scripts/layers.mjs';

const root = dirname(fileURLToPath(import.meta.url));

const layerRule = {
  meta: { type: 'problem', schema: [], messages: { bad: '{{problem}}' } },
  create(context) {
    const from = relative(root, context.filename);
    const check = (node, specifier) => {
      if (typeof specifier !== 'string') return;
      const problem = specifier.startsWith('.')
        ? layerProblem(from, relative(root, resolve(dirname(context.filename), specifier)))
        : fenceProblem(from, specifier);
      if (problem) context.report({ node, messageId: 'bad', data: { problem } });
    };
    return {
      ImportDeclaration: (node) => check(node, node.source.value),
      ExportNamedDeclaration: (node) => node.source && check(node, node.source.value),
      ExportAllDeclaration: (node) => check(node, node.source.value),
      ImportExpression: (node) => check(node, node.source.value),
    };
  },
};

const pureGlobals = ['fetch', 'console', 'browser', 'chrome', 'localStorage'].map((name) => ({
  name,
  message: 'only platform, storage and entrypoints touch the outside; take a port as an argument',
}));
const pureProperties = [
  { object: 'Date', property: 'now', message: 'take a Clock' },
  { object: 'Math', property: 'random', message: 'take randomness as an argument' },
  { object: 'performance', property: 'now', message: 'take a Clock' },
];

export default tseslint.config(
  { ignores: ['.output/**', '.wxt/**', 'node_modules/**', 'artifacts/**', 'test-results/**'] },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommended],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: root } },
    plugins: { facet: { rules: { layers: layerRule } }, 'react-hooks': reactHooks },
    rules: {
      'facet/layers': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-empty': ['error', { allowEmptyCatch: false }],
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', { max: 4 }],
    },
  },
  {
    files: ['lib/**/*.{ts,tsx}', 'entrypoints/**/*.{ts,tsx}', 'exchange/**/*.{ts,tsx}'],
    ignores: [
      'lib/domain/units.ts',
      'lib/domain/ids.ts',
      '**/parse.ts',
      '**/parse-*.ts',
      'lib/verifier/verify.ts',
      'lib/services/risk/risk.ts',
    ],
    rules: { '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }] },
  },
  {
    files: [
      'lib/{domain,relations,verifier,language,ports,engine,signals,protocol,services,advisors,words}/**/*.{ts,tsx}',
      'lib/venues/**/*.ts',
      'lib/workers/**/*.ts',
    ],
    rules: {
      'no-restricted-globals': ['error', ...pureGlobals],
      'no-restricted-properties': ['error', ...pureProperties],
    },
  },
);
