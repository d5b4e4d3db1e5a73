// SPDX-License-Identifier: MIT
// What ESLint checks in the picture's script, its tests and its benchmark. Only rules of ESLint itself: nothing else to install.
const rules = {
  'array-callback-return': 'error',
  'consistent-return': 'off', // `return act()` in a handler is a way to stop
  'constructor-super': 'error',
  curly: ['error', 'multi-line'],
  'default-case-last': 'error',
  eqeqeq: 'error',
  'for-direction': 'error',
  'getter-return': 'error',
  'no-async-promise-executor': 'error',
  'no-cond-assign': 'error',
  'no-const-assign': 'error',
  'no-constant-binary-expression': 'error',
  'no-constant-condition': ['error', { checkLoops: false }],
  'no-control-regex': 'error',
  'no-debugger': 'error',
  'no-dupe-args': 'error',
  'no-dupe-else-if': 'error',
  'no-dupe-keys': 'error',
  'no-duplicate-case': 'error',
  'no-duplicate-imports': 'error',
  'no-empty': 'error',
  'no-empty-pattern': 'error',
  'no-eval': 'error',
  'no-ex-assign': 'error',
  'no-fallthrough': 'error',
  'no-func-assign': 'error',
  'no-implied-eval': 'error',
  'no-import-assign': 'error',
  'no-inner-declarations': 'error',
  'no-invalid-regexp': 'error',
  'no-irregular-whitespace': 'error',
  'no-loss-of-precision': 'error',
  'no-misleading-character-class': 'error',
  'no-new-func': 'error',
  'no-prototype-builtins': 'error',
  'no-redeclare': 'error',
  'no-self-assign': 'error',
  'no-self-compare': 'error',
  'no-shadow-restricted-names': 'error',
  'no-sparse-arrays': 'error',
  'no-template-curly-in-string': 'error',
  'no-this-before-super': 'error',
  'no-throw-literal': 'error',
  'no-undef': 'error',
  'no-unreachable': 'error',
  'no-unsafe-finally': 'error',
  'no-unsafe-negation': 'error',
  'no-unsafe-optional-chaining': 'error',
  'no-unused-expressions': ['error', { allowShortCircuit: true }],
  'no-unused-labels': 'error',
  'no-unused-vars': 'error',
  'no-useless-backreference': 'error',
  'no-useless-catch': 'error',
  'no-useless-escape': 'error',
  'no-var': 'error',
  'no-with': 'error',
  'object-shorthand': 'error',
  'prefer-const': 'error',
  'require-yield': 'error',
  'use-isnan': 'error',
  'valid-typeof': 'error',
};

const readonly = (names) => Object.fromEntries(names.map((name) => [name, 'readonly']));

const inBrowser = readonly([
  'Blob', 'DecompressionStream', 'ResizeObserver', 'Response', 'TextEncoder', 'URL', 'addEventListener', 'atob', 'clearTimeout', 'document', 'getComputedStyle', 'getSelection', 'history', 'location',
  'matchMedia', 'navigator', 'performance', 'setTimeout', 'window',
]);
const inBrowserTests = readonly(['Element', 'Event', 'MouseEvent', 'NodeFilter', 'requestAnimationFrame']);
const inNode = readonly(['Buffer', 'TextEncoder', 'URL', 'clearTimeout', 'console', 'performance', 'process', 'setTimeout']);

// minify.mjs shortens names of properties, those of data attributes too.
const noDataset = {
  selector: 'MemberExpression[property.name="dataset"]',
  message: 'Use getAttribute and setAttribute, whose names are not shortened.',
};

export default [
  { ignores: ['**/*.min.js', '**/node_modules/'] },
  { rules, linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['src/assets/**/*.js'],
    languageOptions: { ecmaVersion: 2022, sourceType: 'module', globals: inBrowser },
    rules: { 'no-restricted-syntax': ['error', noDataset] },
  },
  {
    files: ['tests/picture/*.mjs'],
    languageOptions: { ecmaVersion: 2022, sourceType: 'module', globals: inNode },
  },
  {
    // What is handed to page.evaluate runs in the browser.
    files: ['browser', 'firefox', 'axe', 'explorer', 'look'].map((name) => `tests/picture/${name}*.mjs`),
    languageOptions: { globals: { ...inNode, ...inBrowser, ...inBrowserTests } },
  },
  {
    files: ['tests/bench/*.mjs'],
    languageOptions: {
      ecmaVersion: 2022, sourceType: 'module',
      globals: { ...inNode, ...inBrowser, ...inBrowserTests, ...readonly(['MutationObserver', 'innerWidth']) },
    },
  },
];
