// SPDX-License-Identifier: MIT
// The picture's script as it is embedded: src/assets/picture/main.js and the modules it needs -> icicle.min.js. Every
// picture carries it, and building heapgraph should not need Node, so the result is in the repository; a test compares
// them.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, transform } from 'esbuild';

const assets = new URL('../../src/assets/', import.meta.url);
const path = (name) => fileURLToPath(new URL(name, assets));
const textsIn = (folder, pattern) =>
  readdirSync(folder).filter((name) => pattern.test(name)).map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n');
const namesIn = (text, pattern) => new Set([...text.matchAll(pattern)].map(([, name]) => name));

/**
 * Properties that get short names: those which the types of the modules declare, but for what a property of the browser
 * or the language is called too.
 */
function shortened() {
  const types = createRequire(import.meta.url).resolve('typescript/lib/lib.dom.d.ts');
  const taken = namesIn(textsIn(new URL('./', pathToFileURL(types)), /^lib\.(dom|es).*\.d\.ts$/),
    /^\s*(?:readonly |get |set |declare var |declare function )*(\w+)\??[(:<]/gm);
  const declared = namesIn(['icicle/', 'page/', 'picture/'].map((folder) => textsIn(new URL(folder, assets), /\.js$/)).join('\n'),
    /^ \* @property \{.*?\} \[?(\w+)/gm);
  return [...declared].filter((name) => !taken.has(name)).sort();
}

const target = 'es2022';

/** The embedded scripts by name, each with the module it begins with, and whether it is in every picture, which must be small. */
export const scripts = {
  'icicle.min.js': { entry: 'picture/main.js', isShortened: true },
  'explorer.min.js': { entry: 'explorer/main.js', isShortened: false },
};

/** The text of an embedded script. */
export async function minified(name) {
  const { entry, isShortened } = scripts[name];
  const { outputFiles: [output] } = await build({
    entryPoints: [path(entry)],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target,
    charset: 'ascii',
    ...(isShortened ? { mangleProps: new RegExp(`^(${shortened().join('|')})$`) } : {}),
  });
  // Constants that bundling makes variables are inlined by another go.
  const { code } = await transform(`'use strict';${output.text}`, { minify: true, target, charset: 'ascii' });
  // A CDATA section, in which the script stands, ends at `]]>`.
  const header = '// SPDX-License-' + 'Identifier: MIT; made by minify.mjs';  // not the header of this file
  return `${header}\n${code.replaceAll(']]>', ']] >').replaceAll('</script', '<\\/script').replaceAll('\t', '\\t')}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const name in scripts) writeFileSync(new URL(name, assets), await minified(name));
}
