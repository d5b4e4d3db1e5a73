// SPDX-License-Identifier: MIT
// Heap snapshots that are written whole or not at all, after a collection of garbage.
'use strict';
const fs = require('node:fs');
const v8 = require('node:v8');
const vm = require('node:vm');

/** @type {() => void} */
let gc;

/** Collects all garbage, also where Node runs without --expose-gc. */
function collectGarbage() {
  if (!gc) {
    v8.setFlagsFromString('--expose-gc');
    gc = vm.runInNewContext('gc');
  }
  gc();
}

/**
 * Collects garbage and writes a snapshot to `file`, or throws and leaves no part of it.
 * @param {string} file
 */
function writeSnapshotTo(file) {
  const part = `${file}.part`;
  collectGarbage();
  try {
    fs.rmSync(part, { force: true });
    v8.writeHeapSnapshot(part);
    fs.renameSync(part, file);
  } finally {
    fs.rmSync(part, { force: true });
  }
}

/**
 * Collects garbage and writes the next snapshot of a series: NAME.1.heapsnapshot, NAME.2.heapsnapshot and so on.
 * @param {string} name
 * @returns {string} path of the snapshot
 */
function writeSnapshot(name = 'heap') {
  let number = 1;
  while (fs.existsSync(`${name}.${number}.heapsnapshot`)) number++;
  const file = `${name}.${number}.heapsnapshot`;
  writeSnapshotTo(file);
  return file;
}

module.exports = { collectGarbage, writeSnapshot, writeSnapshotTo };
