// SPDX-License-Identifier: MIT
// The npm package in integrations/node, with a real Node and the heapgraph in the environment variable HEAPGRAPH.
'use strict';
const assert = require('node:assert/strict');
const { execFileSync, spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { after, test } = require('node:test');
const packageFolder = path.join(__dirname, '../../../integrations/node');
const { expectNoLeak, LeakError, writeSnapshot } = require(packageFolder);

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'heapgraph-test-'));
after(() => fs.rmSync(scratch, { recursive: true }));
const few = { warmUp: 5, rounds: 100 };

const keptSessions = [];
const leak = async (round) => {
  keptSessions.push({ round, text: `session ${round}` });
};

/** Runs code in a Node of its own, whose files may have so many blocks of 1 KB, and returns what it writes. */
function runNode(code, environment, limitOfFiles) {
  const program = `const { expectNoLeak, writeSnapshot } = require(${JSON.stringify(packageFolder)});
    (async () => { ${code} })().then(() => console.log('done'), (error) => console.log(String(error)));`;
  const command = [process.execPath, '-e', program];
  if (limitOfFiles) command.unshift('bash', '-c', `trap '' XFSZ; ulimit -f ${limitOfFiles}; exec "$@"`, 'bash');
  const { stdout, stderr } = spawnSync(command[0], command.slice(1),
    { encoding: 'utf8', env: { ...process.env, ...environment } });
  return stdout + stderr;
}

test('a leak is found and named', async () => {
  await assert.rejects(expectNoLeak(leak), (error) => {
    assert.ok(error instanceof LeakError);
    assert.equal(error.name, 'LeakError');
    assert.match(error.message, /1,000/);
    assert.match(error.message, /keptSessions/);
    assert.match(error.message, /OVER .* 16\.0 KB/);
    assert.ok(error.message.length < error.report.length);
    assert.ok(error.report.includes('How it adds up'));
    return true;
  });
});

test('a leak of one empty object a round is found', async () => {
  const kept = [];
  await assert.rejects(expectNoLeak(() => kept.push({})), LeakError);
});

test('what leaves nothing behind passes', async () => {
  const recent = new Map();
  const report = await expectNoLeak(async (round) => {
    recent.set(round % 10, { round, promise: new Promise((done) => setImmediate(done)) });
    await null;
  });
  assert.match(report, /PASSED: 1 limit kept/);
});

test('a round has its number', async () => {
  const seen = [];
  await expectNoLeak((round) => { seen.push(round); }, { warmUp: 2, rounds: 3 });
  assert.deepEqual(seen, [0, 1, 2, 3, 4]);
});

test('an ignored path counts for no limit', async () => {
  await assert.rejects(expectNoLeak(leak, { ...few, limit: '3KB' }), LeakError);
  await expectNoLeak(leak, { ...few, limit: '3KB', ignore: ['program/**/keptSessions/**'] });
  await expectNoLeak(leak, { ...few, limit: '3KB', ignore: [{ path: 'program/**/keptSessions/**', reason: 'a log' }] });
  await assert.rejects(
    expectNoLeak(leak, { ...few, limit: '3KB', ignore: [{ path: '**', reason: 'over', until: '2020-01-01' }] }), LeakError);
});

test('a budget file takes the place of limit and ignore', async () => {
  const budget = path.join(scratch, 'budget.json');
  fs.writeFileSync(budget, JSON.stringify({ limits: [{ bytes: '10MB' }] }));
  await expectNoLeak(leak, { ...few, budget });
  fs.writeFileSync(budget, JSON.stringify({ limits: [{ path: 'program/**/keptSessions/**', bytes: '1KB' }] }));
  await assert.rejects(expectNoLeak(leak, { ...few, budget }), /OVER .*keptSessions/);
  await assert.rejects(expectNoLeak(leak, { budget, limit: '1KB' }), TypeError);
});

test('options reach heapgraph, and its errors the test', async () => {
  const report = await expectNoLeak(() => {}, { ...few, options: ['--by', 'class'] });
  assert.match(report, /By class/);
  await assert.rejects(expectNoLeak(() => {}, { ...few, limit: 'much' }), /budget\.json/);
});

test('a failure of the work is the failure of the test', async () => {
  const work = async () => { throw new RangeError('mine'); };
  await assert.rejects(expectNoLeak(work), RangeError);
});

test('snapshots stay in a folder alone', async () => {
  const folder = path.join(scratch, 'new', 'folder');
  await expectNoLeak(() => {}, { ...few, limit: '1MB', folder });
  assert.deepEqual(fs.readdirSync(folder).sort(), ['after.heapsnapshot', 'before.heapsnapshot', 'budget.json', 'report.txt']);
  await assert.rejects(expectNoLeak(leak, { ...few, limit: 0, folder }), LeakError);
  assert.match(fs.readFileSync(path.join(folder, 'report.txt'), 'utf8'), /OVER/);
  const temporary = path.join(scratch, 'temporary');
  fs.mkdirSync(temporary);
  assert.equal(runNode('await expectNoLeak(() => {}, { limit: 0, rounds: 1000 })', { TMPDIR: temporary }).split(':')[0], 'LeakError');
  assert.deepEqual(fs.readdirSync(temporary), []);
});

test('without heapgraph one line says what to do', () => {
  const without = { HEAPGRAPH: '', PATH: '/nowhere' };
  const work = 'await expectNoLeak(() => console.log("ran"))';
  assert.equal(runNode(work, without),
    'Error: heapgraph is not on the PATH: install it, or set the environment variable HEAPGRAPH to its path\n');
  assert.match(runNode(work, { HEAPGRAPH: '/nowhere/heapgraph' }),
    /^Error: HEAPGRAPH is \/nowhere\/heapgraph, which cannot be run: .*ENOENT\n$/);
  assert.match(runNode(work, { HEAPGRAPH: '/bin/false' }), /^Error: heapgraph --version ends with exit code 1: \n$/);
});

test('heapgraph is found on the PATH', () => {
  const folder = path.join(scratch, 'bin');
  fs.mkdirSync(folder);
  fs.symlinkSync(process.env.HEAPGRAPH, path.join(folder, 'heapgraph'));
  const environment = { HEAPGRAPH: '', PATH: `${folder}:${process.env.PATH}` };
  assert.equal(runNode('await expectNoLeak(() => {}, { warmUp: 1, rounds: 1 })', environment), 'done\n');
});

test('snapshots of a series have numbers', () => {
  const name = path.join(scratch, 'series', 'heap');
  fs.mkdirSync(path.dirname(name));
  assert.equal(writeSnapshot(name), `${name}.1.heapsnapshot`);
  keptSessions.push(...Array.from({ length: 1000 }, (_, index) => ({ text: `more ${index}` })));
  assert.equal(writeSnapshot(name), `${name}.2.heapsnapshot`);
  assert.deepEqual(fs.readdirSync(path.dirname(name)), ['heap.1.heapsnapshot', 'heap.2.heapsnapshot']);
  const report = execFileSync(process.env.HEAPGRAPH, ['-f', 'text', `${name}.1.heapsnapshot`, `${name}.2.heapsnapshot`], { encoding: 'utf8' });
  assert.match(report, /keptSessions/);
});

test('a snapshot that cannot be written leaves no part of itself', () => {
  const folder = path.join(scratch, 'full');
  fs.mkdirSync(folder);
  const name = path.join(folder, 'heap');
  const code = `writeSnapshot(${JSON.stringify(name)})`;
  assert.match(runNode(code, {}, 1000), /^Error: .*heap\.1\.heapsnapshot/);
  assert.deepEqual(fs.readdirSync(folder), []);
  assert.match(runNode('writeSnapshot("/nowhere/heap")', {}), /^Error: .*\/nowhere\/heap\.1\.heapsnapshot/);
  assert.equal(runNode(code, {}), 'done\n');
});

test('the example of the README finds a leak', () => {
  const folder = path.join(scratch, 'example');
  fs.mkdirSync(path.join(folder, 'node_modules'), { recursive: true });
  fs.symlinkSync(packageFolder, path.join(folder, 'node_modules', 'heapgraph'));
  const readme = fs.readFileSync(path.join(packageFolder, 'README.md'), 'utf8');
  fs.writeFileSync(path.join(folder, 'example.test.js'), /```js\n(.*?)```/s.exec(readme)[1]);
  const server = (keep) => `class Session { constructor(url) { this.url = url; } }
    exports.Server = class Server {
      constructor() { this.sessions = []; }
      async handle({ url }) { ${keep}(new Session(url)); }
    };`;
  const runExample = () => {
    // Otherwise it would report to the runner of this test.
    const { NODE_TEST_CONTEXT, ...environment } = process.env;
    return spawnSync(process.execPath, ['--test'], { cwd: folder, encoding: 'utf8', env: environment });
  };
  fs.writeFileSync(path.join(folder, 'server.js'), server('this.sessions.push'));
  const failed = runExample();
  assert.equal(failed.status, 1, failed.stdout);
  assert.match(failed.stdout, /1,000 new Session/);
  fs.writeFileSync(path.join(folder, 'server.js'), server('Object'));
  const passed = runExample();
  assert.equal(passed.status, 0, passed.stdout);
});

test('the package has the version of heapgraph', () => {
  const { version } = require(path.join(packageFolder, 'package.json'));
  assert.ok(execFileSync(process.env.HEAPGRAPH, ['--version'], { encoding: 'utf8' }).includes(` ${version}`));
});
