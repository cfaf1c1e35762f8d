import { createProjectGraphAsync } from '@nx/devkit';
import nx from '@nx/eslint-plugin';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import angular from 'angular-eslint';
import tseslint from 'typescript-eslint';
import { NO_DYNAMIC_CLIENT, outboundConfig } from './tools/lint/outbound-config.mjs';

const root = import.meta.dirname;

// The boundaries rule skips itself, in silence, when no graph of the projects has been made.
await createProjectGraphAsync({ exitOnError: true });

const server = [
  'layer:contract',
  'layer:engine-base',
  'layer:engine-events',
  'layer:engine-pure',
  'layer:engine-model',
  'layer:engine',
];
const frameworks = [
  '@nestjs/*',
  'nestjs-*',
  'typeorm',
  'pg',
  'ioredis',
  'bullmq',
  'fastify',
  '@fastify/*',
  '@angular/*',
];

/** Who may import whom: the table of the architecture. Every project has one `layer:` and its `runtime:`s. */
const layers = [
  {
    sourceTag: 'layer:contract',
    onlyDependOnLibsWithTags: ['layer:contract'],
    bannedExternalImports: [...frameworks, 'rxjs'],
  },
  { sourceTag: 'layer:engine-base', onlyDependOnLibsWithTags: ['layer:contract'], bannedExternalImports: frameworks },
  {
    sourceTag: 'layer:engine-pure',
    onlyDependOnLibsWithTags: ['layer:contract', 'layer:engine-base', 'layer:engine-pure', 'layer:engine-model'],
    bannedExternalImports: frameworks,
  },
  {
    sourceTag: 'layer:engine-events',
    onlyDependOnLibsWithTags: ['layer:contract', 'layer:engine-base'],
    bannedExternalImports: frameworks,
  },
  {
    sourceTag: 'layer:engine-model',
    onlyDependOnLibsWithTags: [
      'layer:contract',
      'layer:engine-base',
      'layer:engine-events',
      'layer:engine-pure',
      'layer:engine-model',
    ],
    bannedExternalImports: frameworks,
  },
  { sourceTag: 'layer:engine', onlyDependOnLibsWithTags: server, bannedExternalImports: frameworks },
  { sourceTag: 'layer:modules', onlyDependOnLibsWithTags: server, bannedExternalImports: frameworks },
  {
    sourceTag: 'layer:module-list',
    onlyDependOnLibsWithTags: [...server, 'layer:modules'],
    bannedExternalImports: frameworks,
  },
  { sourceTag: 'layer:platform', onlyDependOnLibsWithTags: [...server, 'layer:platform'] },
  { sourceTag: 'layer:identity', onlyDependOnLibsWithTags: [...server, 'layer:platform', 'layer:identity'] },
  {
    sourceTag: 'layer:delivery',
    onlyDependOnLibsWithTags: [...server, 'layer:identity', 'layer:module-list', 'layer:delivery'],
    bannedExternalImports: ['typeorm', 'pg', '@nestjs/typeorm', 'ioredis', 'bullmq'],
  },
  {
    sourceTag: 'layer:application',
    onlyDependOnLibsWithTags: [
      ...server,
      'layer:identity',
      'layer:platform',
      'layer:module-list',
      'layer:delivery',
      'layer:application',
    ],
  },
  {
    sourceTag: 'layer:testing',
    onlyDependOnLibsWithTags: [
      ...server,
      'layer:platform',
      'layer:identity',
      'layer:modules',
      'layer:module-list',
      'layer:testing',
    ],
  },
  ...ui('ui-kit'),
  ...ui('ui-data-access', 'ui-kit'),
  ...ui('ui-module-slots', 'ui-kit', 'ui-data-access'),
  ...ui('ui-fields', 'ui-kit', 'ui-data-access'),
  ...ui('ui-records', 'ui-kit', 'ui-data-access', 'ui-fields', 'ui-module-slots'),
  ...ui('ui-admin', 'ui-kit', 'ui-data-access', 'ui-fields', 'ui-records', 'ui-module-slots'),
  ...ui('ui-shell', 'ui-kit', 'ui-data-access', 'ui-fields', 'ui-records', 'ui-admin', 'ui-module-slots'),
  {
    sourceTag: 'layer:app',
    onlyDependOnLibsWithTags: [
      ...['layer:application', 'layer:delivery', 'layer:platform', 'layer:identity', ...server, 'layer:module-list'],
      ...[
        'layer:ui-kit',
        'layer:ui-data-access',
        'layer:ui-fields',
        'layer:ui-records',
        'layer:ui-admin',
        'layer:ui-shell',
        'layer:ui-module-slots',
      ],
    ],
  },
  { sourceTag: 'layer:e2e', onlyDependOnLibsWithTags: ['layer:contract', 'layer:testing', 'layer:platform'] },
  {
    sourceTag: 'runtime:browser',
    onlyDependOnLibsWithTags: ['runtime:browser'],
    bannedExternalImports: ['@nestjs/*', 'typeorm', 'pg', 'ioredis', 'bullmq', 'fastify'],
  },
  { sourceTag: 'runtime:node', onlyDependOnLibsWithTags: ['runtime:node'], bannedExternalImports: ['@angular/*'] },
];

/** A layer of the web client: the contract, itself, and the layers named. */
function ui(layer, ...others) {
  return [
    {
      sourceTag: `layer:${layer}`,
      onlyDependOnLibsWithTags: ['layer:contract', `layer:${layer}`, ...others.map((other) => `layer:${other}`)],
    },
  ];
}

function boundaries(allow) {
  return [
    'error',
    {
      allow,
      enforceBuildableLibDependency: false,
      depConstraints: layers,
    },
  ];
}

export default tseslint.config(
  { ignores: ['**/node_modules', 'dist', '.data', '.nx', '.angular', 'coverage', 'tmp', '**/*.min.js'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true } },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strict],
    plugins: { '@nx': nx, 'import-x': importX },
    languageOptions: { parserOptions: { projectService: false } },
    settings: {
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
      'import-x/resolver-next': [
        createNodeResolver({
          extensions: ['.ts', '.mjs', '.js'],
          extensionAlias: { '.js': ['.ts', '.js'] },
          conditionNames: ['types', 'import', 'node', 'default'],
          tsconfig: { configFile: `${root}/tsconfig.base.json`, references: 'auto' },
        }),
      ],
    },
    rules: {
      '@nx/enforce-module-boundaries': boundaries([]),
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-self-import': 'error',
      'max-lines': ['error', { max: 400 }],
      'max-params': ['error', { max: 6 }],
      'no-restricted-syntax': [
        'error',
        NO_DYNAMIC_CLIENT,
        { selector: 'TSEnumDeclaration', message: 'A union of string literals, not an enum.' },
        {
          selector:
            'CallExpression[callee.object.name=/^(it|describe|test)$/][callee.property.name=/^(only|skip|todo)$/]',
          message: 'A test runs or is not there.',
        },
      ],
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/ban-ts-comment': 'error',
      // Nest and Angular classes are often nothing but their decorators.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      // `void` as a type argument says "no answer", in Promise<void> | void and in Subject<void>.
      '@typescript-eslint/no-invalid-void-type': 'off',
      // Dictionaries by tenant, by key: deleting from them is what they are for.
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/unified-signatures': 'off',
    },
  },
  {
    files: [
      '**/*.spec.ts',
      'libs/testing/**/*.ts',
      'libs/*/**/src/**/testing/**/*.ts',
      'libs/**/*-fixture.ts',
      'apps/*-e2e/**/*.ts',
    ],
    rules: {
      '@nx/enforce-module-boundaries': boundaries(['@ruyi/testing', '@ruyi/modules/shipped']),
      'max-lines': ['error', { max: 400 }],
    },
  },
  ...outboundConfig,
  {
    files: ['libs/ui/**/*.ts', 'apps/web/**/*.ts'],
    plugins: { '@angular-eslint': angular.tsPlugin },
    rules: {
      '@angular-eslint/prefer-on-push-component-change-detection': 'error',
      '@angular-eslint/prefer-standalone': 'error',
      '@angular-eslint/prefer-signals': 'error',
      '@angular-eslint/use-lifecycle-interface': 'error',
      '@angular-eslint/no-input-rename': 'error',
    },
    processor: angular.processInlineTemplates,
  },
  {
    files: ['libs/ui/**/*.html', 'apps/web/**/*.html'],
    extends: [...angular.configs.templateRecommended, ...angular.configs.templateAccessibility],
  },
);
