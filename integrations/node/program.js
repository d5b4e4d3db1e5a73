// SPDX-License-Identifier: MIT
// The program heapgraph: where it is, and a run of it.
'use strict';
const { spawnSync } = require('node:child_process');

const MOST_OUTPUT = 64 * 1024 * 1024;

/**
 * Runs heapgraph to its end.
 * @param {string[]} options
 * @returns {{ status: number, output: string, errors: string }}
 */
function runHeapgraph(options) {
  const program = process.env.HEAPGRAPH || 'heapgraph';
  const { error, status, signal, stdout, stderr } =
    spawnSync(program, options, { encoding: 'utf8', maxBuffer: MOST_OUTPUT });
  if (error && process.env.HEAPGRAPH) {
    throw new Error(`HEAPGRAPH is ${program}, which cannot be run: ${error.message}`);
  }
  if (error && 'code' in error && error.code === 'ENOENT') {
    throw new Error('heapgraph is not on the PATH: install it, or set the environment variable HEAPGRAPH to its path');
  }
  if (error) throw new Error(`heapgraph cannot be run: ${error.message}`);
  if (signal || status === null) throw new Error(`heapgraph was ended by ${signal}`);
  return { status, output: stdout, errors: stderr.trim() };
}

/** Throws if there is no heapgraph that can be run. */
function requireHeapgraph() {
  const { status, errors } = runHeapgraph(['--version']);
  if (status !== 0) throw new Error(`heapgraph --version ends with exit code ${status}: ${errors}`);
}

module.exports = { requireHeapgraph, runHeapgraph };
