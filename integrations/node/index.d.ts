// SPDX-License-Identifier: MIT
// Types of the package.

/**
 * Collects garbage and writes the next heap snapshot of a series: NAME.1.heapsnapshot, NAME.2.heapsnapshot and so on.
 * The next number is the first without a file, so no snapshot is replaced. A file with the final name is always whole.
 * @param name Path of the series without number and ending, `heap` unless given.
 * @returns Path of the snapshot.
 */
export function writeSnapshot(name?: string): string;

/** A part of the heap that counts for no limit. */
export interface Ignored {
  /** Path pattern below the memory category, such as `program/global/cache/**`. */
  path: string;
  reason: string;
  /** Last day on which it is ignored, such as `2030-12-31`. */
  until?: string;
}

export interface NoLeakOptions {
  /** Rounds before the first snapshot, 100 unless given. */
  warmUp?: number;
  /** Rounds between the two snapshots, 1,000 unless given. */
  rounds?: number;
  /** Bytes that all rounds together may leave behind, such as `64KB`; `16KB` unless given, which one object a round exceeds. */
  limit?: string | number;
  /** What counts for no limit: path patterns such as `**\/cache/**`, or objects that say why. */
  ignore?: (string | Ignored)[];
  /** Budget file of heapgraph, in place of `limit` and `ignore`. Its paths begin with `program` or `engine`. */
  budget?: string;
  /** More options of heapgraph. */
  options?: string[];
  /** Folder where snapshots, report and budget are kept. Without it they go to a temporary folder and are removed. */
  folder?: string;
}

/** Tells that rounds left more behind than the limit allows. Its message is the beginning of the report. */
export class LeakError extends Error {
  /** Whole report of heapgraph. */
  report: string;
}

/**
 * Runs `work` again and again, and compares the heap before and after.
 * @param work What should leave nothing behind. Its argument is the number of the round, from 0, with the warm-up.
 * @returns Report of heapgraph.
 * @throws LeakError if the rounds leave more behind than the limit allows.
 */
export function expectNoLeak(work: (round: number) => unknown, options?: NoLeakOptions): Promise<string>;
