// SPDX-License-Identifier: MIT
// Runs ESLint on the picture's script, its tests and its benchmark. Its command line leaves out files above the folder of its
// configuration; this starts at the project's root.
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';

const eslint = new ESLint({
  cwd: fileURLToPath(new URL('../../', import.meta.url)),
  overrideConfigFile: 'tests/picture/eslint.config.mjs',
});
const results = await eslint.lintFiles(['src/assets/**/*.js', 'tests/picture/*.mjs', 'tests/bench/*.mjs']);
const formatter = await eslint.loadFormatter('stylish');
process.stdout.write(await formatter.format(results));
const clean = results.every((result) => result.errorCount === 0 && result.warningCount === 0);
console.log(clean ? `${results.length} files are clean` : '');
process.exitCode = clean ? 0 : 1;
