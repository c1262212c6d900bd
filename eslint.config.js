import eslint from '@eslint/js';
import { defineConfig } from 'eslint/config';
import sortedImports from 'eslint-plugin-simple-import-sort';
import tseslint from 'typescript-eslint';
import { cleanWords, DIALECT, SURFACES, TRANSLATORS } from './scripts/eslint/clean-words.ts';

const VSCODE = ['src/vscode/**/*.ts', 'src/extension.ts'];

export default defineConfig(
  { ignores: ['dist/', 'node_modules/', '.vscode-test/', 'out/', 'test/fixtures/', 'test/e2e/workspace/'] },
  eslint.configs.recommended,
  {
    plugins: { imports: sortedImports },
    rules: {
      curly: 'error',
      'imports/imports': ['error', { groups: [['^\\u0000', '^node:', '^@?\\w', '^\\.\\.', '^\\.']] }],
      'imports/exports': 'error',
      // Prettier leaves comments, strings and patterns as long as they are. What cannot be broken may stay.
      'max-len': ['error', { code: 120, ignoreUrls: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true }],
      'no-restricted-syntax': ['error', ...DIALECT],
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/vscode/**', 'src/extension.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'vscode', message: 'Only src/vscode and src/extension.ts may import vscode.' }] },
      ],
    },
  },
  { files: VSCODE, rules: { 'no-restricted-syntax': cleanWords() } },
  ...[...Object.keys(SURFACES), ...TRANSLATORS].map((file) => ({
    files: [file],
    rules: { 'no-restricted-syntax': cleanWords(file) },
  })),
  {
    files: ['test/**/*.ts', 'scripts/**/*.ts'],
    rules: {
      // node:test's own describe and test return promises that nobody awaits.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', name: ['test', 'suite', 'describe', 'it'], package: 'node:test' },
          ],
        },
      ],
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: {
      globals: { process: 'readonly', console: 'readonly', module: 'readonly', URL: 'readonly', require: 'readonly' },
    },
  },
  {
    files: ['media/**/*.js'],
    languageOptions: {
      sourceType: 'script',
      globals: {
        acquireVsCodeApi: 'readonly',
        document: 'readonly',
        window: 'readonly',
        Element: 'readonly',
        HTMLButtonElement: 'readonly',
      },
    },
  },
);
