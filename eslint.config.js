import appsync from '@aws-appsync/eslint-plugin';
import eslint from '@eslint/js';
import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/** Folders are layers: what each may not import is architecture, checked here. */
const mayNotImport = (...folders) => ({
  'no-restricted-imports': [
    'error',
    {
      patterns: folders.map((folder) => ({
        group: [`**/${folder}/**`, `messaging-${folder}`, `messaging-${folder}/**`],
      })),
    },
  ],
});

const withoutWaitingPromises = {
  '@typescript-eslint/switch-exhaustiveness-check': 'error',
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
  '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
  // Interfaces of the runtime are async where one implementation of several has to wait.
  '@typescript-eslint/require-await': 'off',
};

/** One import per module, types inline; Node's modules first, then packages, then from the farthest folder to this one. */
const imports = {
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
  'import-x/no-duplicates': ['error', { 'prefer-inline': true }],
  'import-x/order': [
    'error',
    {
      groups: ['builtin', 'external', 'parent', 'sibling'],
      alphabetize: { order: 'asc', caseInsensitive: true },
      named: { enabled: true, types: 'types-last' },
      'newlines-between': 'never',
    },
  ],
};

const notInAppSync = [
  { selector: 'ThrowStatement', message: 'APPSYNC_JS has no throw: use util.error.' },
  { selector: 'NewExpression', message: 'APPSYNC_JS has no constructors.' },
  { selector: 'Literal[bigint]', message: 'APPSYNC_JS has no bigint.' },
];

/** A cast believes what the compiler cannot see, so the function that casts says in its name that it converts. */
const castsByName = [
  {
    selector:
      "TSAsExpression:not([typeAnnotation.typeName.name='const'], VariableDeclarator[id.name=/^(to|assert)[A-Z]/] TSAsExpression)",
    message: 'Cast only in a function named `to…` or `assert…`.',
  },
  { selector: 'TSAsExpression > TSAsExpression', message: 'Check what the compiler refuses, or type it.' },
];

export default tseslint.config(
  {
    ignores: [
      'resolvers/appsync-js.d.ts',
      'node_modules/',
      'generated/',
      'build/',
      'cdk.out*/',
      '.local/',
      'coverage/',
      '**/dist/',
      'sdk/src/generated/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [eslint.configs.recommended, ...tseslint.configs.strictTypeChecked],
    plugins: { 'import-x': importX },
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './resolvers/tsconfig.json', './sdk/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      ...withoutWaitingPromises,
      ...imports,
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 3],
      'max-depth': ['error', 3],
      complexity: ['error', 12],
    },
  },
  {
    files: ['resolvers/**/*.ts', 'domain/**/*.ts'],
    ignores: ['**/*.d.ts'],
    extends: [appsync.configs.recommended],
    rules: {
      'no-restricted-syntax': ['error', ...notInAppSync],
    },
  },
  {
    files: ['resolvers/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...notInAppSync, ...castsByName] },
  },
  { files: ['resolvers/**/*.ts'], rules: mayNotImport('local', 'infra', 'functions', 'test', 'tools') },
  { files: ['domain/**/*.ts'], rules: mayNotImport('local', 'infra', 'functions', 'resolvers', 'test', 'tools') },
  { files: ['functions/**/*.ts'], rules: mayNotImport('local', 'infra', 'resolvers', 'test', 'tools') },
  // Of the local runtime it takes AppSync's check of uploaded code, by the package's name.
  { files: ['infra/**/*.ts'], rules: mayNotImport('test', 'tools') },
  {
    files: ['local/**/*.ts'],
    ignores: ['local/test/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...['Program', 'ExportNamedDeclaration'].map((place) => ({
          selector: `${place} > VariableDeclaration > VariableDeclarator:not([id.typeAnnotation]) > ArrowFunctionExpression:not([body.type='ArrowFunctionExpression'])`,
          message:
            'In local/ a module-level function is a `function`; arrows are for curried ones and for typed constants.',
        })),
      ],
      '@typescript-eslint/naming-convention': [
        'error',
        { selector: 'variable', modifiers: ['const', 'global'], format: ['camelCase'] },
      ],
    },
  },
  {
    files: ['local/**/*.ts'],
    rules: mayNotImport('infra', 'resolvers', 'functions', 'domain', 'schema', 'generated', 'test', 'tools'),
  },
  {
    // The SDK runs where there is no Node and no DOM, and is published without the rest.
    files: ['sdk/src/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: ['node:*'], message: 'The SDK runs in browsers, too.' },
            { group: ['../../../*'], message: 'The SDK is published by itself.' },
          ],
        },
      ],
    },
  },
  {
    files: ['test/**/*.ts', 'local/test/**/*.ts', 'bench/**/*.ts', 'tools/**/*.ts'],
    rules: {
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
);
