// SPDX-License-Identifier: MIT
// Draws docs/picture.png and docs/explorer.png, which the README shows: screenshot.mjs [HEAPGRAPH].
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const heapgraph = resolve(process.argv[2] || here('../../build/release/heapgraph'));
const folder = mkdtempSync(join(tmpdir(), 'heapgraph-'));
const draw = (name) => {
  // The page shows the paths of the dumps.
  execFileSync(heapgraph, ['game.1.json', 'game.2.json', '-o', join(folder, name)], { cwd: here('../../testdata/snapshots/') });
  return `file://${join(folder, name)}`;
};
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: 1000, height: 430 }, deviceScaleFactor: 2 });
await page.goto(draw('game.svg'));
await page.getByRole('treeitem', { name: /^handlers/ }).first().hover();
await page.screenshot({ path: here('../../docs/picture.png') });
await page.setViewportSize({ width: 1200, height: 800 });
await page.goto(draw('game.html'));
await page.getByText('copy command').first().waitFor();
await page.screenshot({ path: here('../../docs/explorer.png') });
await browser.close();
rmSync(folder, { recursive: true });
