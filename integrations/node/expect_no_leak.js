// SPDX-License-Identifier: MIT
// A check for tests: some work, done again and again, leaves nothing behind on the heap.
'use strict';
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
// Not the global one, which a test may have replaced by a fake.
const { setImmediate: nextTurn } = require('node:timers/promises');
const { requireHeapgraph, runHeapgraph } = require('./program.js');
const { collectGarbage, writeSnapshotTo } = require('./snapshot.js');

const LIMIT_EXCEEDED = 1;

/** Tells that rounds left more behind than the limit allows. */
class LeakError extends Error {
  /** @param {string} report */
  constructor(report) {
    // Paragraphs: what leaks and how much, the limits, and where the memory hangs. The first says that nothing leaks
    // where it is little beside the whole heap, which would contradict the second.
    const paragraphs = report.split('\n\n').slice(0, 3);
    super(paragraphs.slice(paragraphs[0].startsWith('Nothing leaks') ? 1 : 0).join('\n\n'));
    this.name = 'LeakError';
    this.report = report;
  }
}

/**
 * Lets what is under way end, since it would count as left behind: callbacks that were put off, and those that follow a
 * collection, by which node:test forgets the promises of a test.
 */
async function settle() {
  for (let turn = 0; turn < 2; turn++) {
    await nextTurn();
    collectGarbage();
  }
  await nextTurn();
}

/**
 * The budget file for a limit and what to ignore.
 * @param {string | number} limit
 * @param {(string | import('./index.js').Ignored)[]} ignore
 */
function budgetOf(limit, ignore) {
  const ignored = ignore.map((entry) =>
    typeof entry === 'string' ? { path: entry, reason: 'the test ignores it' } : entry);
  return JSON.stringify({
    limits: [{ bytes: limit, reason: 'the rounds of a test leave less behind' }],
    ignore: [{ path: 'engine/**', reason: 'code that V8 compiled meanwhile' }, ...ignored],
  });
}

/**
 * Runs `work` again and again, and compares the heap before and after.
 * @param {(round: number) => unknown} work
 * @param {import('./index.js').NoLeakOptions} settings
 * @returns {Promise<string>} report of heapgraph
 */
async function expectNoLeak(work, settings = {}) {
  const { warmUp = 100, rounds = 1000, limit = '16KB', ignore = [], budget, options = [] } = settings;
  if (budget !== undefined && (settings.limit !== undefined || settings.ignore !== undefined)) {
    throw new TypeError('expectNoLeak takes either a budget or limit and ignore');
  }
  requireHeapgraph();
  const folder = settings.folder ?? fs.mkdtempSync(path.join(os.tmpdir(), 'heapgraph-'));
  try {
    fs.mkdirSync(folder, { recursive: true });
    const [before, after] = ['before', 'after'].map((name) => path.join(folder, `${name}.heapsnapshot`));
    const budgetFile = budget ?? path.join(folder, 'budget.json');
    if (budget === undefined) fs.writeFileSync(budgetFile, budgetOf(limit, ignore));

    for (let round = 0; round < warmUp; round++) await work(round);
    await settle();
    writeSnapshotTo(before);
    for (let round = 0; round < rounds; round++) await work(warmUp + round);
    await settle();
    writeSnapshotTo(after);

    const { status, output, errors } = runHeapgraph(
      ['--split', 'custom', '--budget', budgetFile, '-f', 'text', '--top', '5', ...options, before, after]);
    if (status !== 0 && status !== LIMIT_EXCEEDED) throw new Error(errors);
    if (settings.folder) fs.writeFileSync(path.join(folder, 'report.txt'), output);
    if (status === LIMIT_EXCEEDED) throw new LeakError(output);
    return output;
  } finally {
    if (!settings.folder) fs.rmSync(folder, { recursive: true, force: true });
  }
}

module.exports = { expectNoLeak, LeakError };
