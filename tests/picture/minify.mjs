// SPDX-License-Identifier: MIT
// The picture's script as it is embedded: src/assets/icicle_model.js and icicle.js -> icicle.min.js. Every picture
// carries it, and building heapgraph should not need Node, so the result is in the repository; a test compares them.
import { readFileSync, writeFileSync } from 'node:fs';
import { minify } from 'terser';

const assets = new URL('../../src/assets/', import.meta.url);
// Fields of our own objects alone: none of the page has such a name where the script uses it.
const fields = /^(advance|atEnd|begin|choice|content|count|depth|grown|growth|compared|series|holds|isAnchored|longest|looks|merged|objects|parent|position|powers|rank|refused|renamed|repeats|retained|self|total|ways)$/;
const source = ['icicle_model.js', 'icicle_search.js', 'icicle.js'].map((name) => readFileSync(new URL(name, assets), 'utf8')).join('\n');

/** The text of icicle.min.js. */
export async function minified() {
  const { code } = await minify(`(function(){'use strict';${source}})()`, {
    ecma: 2020,
    compress: { passes: 3, unsafe_arrows: true },
    mangle: { properties: { regex: fields, builtins: true } },
    format: { ascii_only: true },
  });
  return `// SPDX-License-Identifier: MIT; made by minify.mjs\n${code}\n`;
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  writeFileSync(new URL('icicle.min.js', assets), await minified());
}
