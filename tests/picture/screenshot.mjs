// SPDX-License-Identifier: MIT
// Draws docs/picture.png, the picture that the README shows: screenshot.mjs [HEAPGRAPH].
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const heapgraph = process.argv[2] || here('../../build/release/heapgraph');
const folder = mkdtempSync(join(tmpdir(), 'heapgraph-'));
const svg = join(folder, 'game.svg');
execFileSync(heapgraph, [here('../../testdata/snapshots/game.1.json'), here('../../testdata/snapshots/game.2.json'),
  '-o', svg]);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: 1000, height: 430 }, deviceScaleFactor: 2 });
await page.goto(`file://${svg}`);
await page.getByRole('treeitem', { name: /^handlers/ }).first().hover();
await page.screenshot({ path: here('../../docs/picture.png') });
await browser.close();
rmSync(folder, { recursive: true });
