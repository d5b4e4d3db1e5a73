// SPDX-License-Identifier: MIT
// What the tests of the picture share: running heapgraph, reading its trees, and making heap dumps.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

export const program = process.env.HEAPGRAPH || here('../../build/release/heapgraph');
export const asset = (name) => here(`../../src/assets/${name}`);
const snapshots = here('../../testdata/snapshots/');

/** What heapgraph writes to standard output. */
export function heapgraph(...args) {
  return execFileSync(program, args, { maxBuffer: 1 << 28, stdio: 'pipe' }).toString('utf8');
}

const third = (name) => (existsSync(`${snapshots}${name}.3.json.gz`) ? '3.json.gz' : '2.json');

/**
 * The real dumps: what is new since the first of a pair, all that is alive in the second, what grew, what differs by
 * path, and what stays over a series (of two dumps the second stands for the third too). Of Node, what grew in a pair.
 */
export const realDumps = readdirSync(snapshots)
  .filter((file) => file.endsWith('.2.json'))
  .map((file) => file.slice(0, -'.2.json'.length))
  .sort()
  .flatMap((name) => [
    { name: `${name}, new`, args: [`${snapshots}${name}.1.json`, `${snapshots}${name}.2.json`] },
    { name: `${name}, live`, args: [`${snapshots}${name}.2.json`] },
    { name: `${name}, growth`, args: ['--measure', 'growth', `${snapshots}${name}.1.json`, `${snapshots}${name}.2.json`] },
    { name: `${name}, by path`, args: ['--match', 'path', `${snapshots}${name}.1.json`, `${snapshots}${name}.2.json`] },
    { name: `${name}, series`, args: ['--settle', ...['1.json', '2.json', third(name)].map((end) => `${snapshots}${name}.${end}`)] },
  ])
  .filter(({ name }) => name !== 'empty, by path') // there is no difference to draw
  .concat({ name: 'node, growth', args: ['--measure', 'growth', ...['1', '2'].map((number) => here(`../../testdata/v8/weak.${number}.heapsnapshot.zst`))] });

export const realDump = (name) => realDumps.find((dump) => dump.name === name).args;

/** A folder that is gone when the process ends; `write` returns the path of what it wrote. */
export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'heapgraph-picture-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return {
    path: (name) => join(folder, name),
    write(name, content) {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    },
  };
}

const predefined = { lt: '<', gt: '>', quot: '"', amp: '&' };
export const unescapeXml = (text) => text.replace(/&(lt|gt|quot|amp);/g, (_, name) => predefined[name]);

/** The columns that not every table has. */
export const columnsOf = (svg) => /<metadata data-part="table"[^>]* data-columns="([^"]*)"/.exec(svg)[1];

/** The text of the picture's table. */
export function tableOf(svg) {
  return unescapeXml(/<metadata data-part="table"[^>]*>([^<]*)<\/metadata>/.exec(svg)[1]);
}

/** What the picture says besides its tree. */
export function factsOf(svg) {
  return JSON.parse(unescapeXml(/<metadata data-part="facts">([^<]*)<\/metadata>/.exec(svg)[1]));
}

/** The text of the table of the unfolded tree; null if nothing is folded. */
export function unfoldedTableOf(svg) {
  const table = /<metadata data-part="unfolded"[^>]*>([^<]*)<\/metadata>/.exec(svg);
  return table === null ? null : unescapeXml(table[1]);
}

/** The rows of `-f jsonl`, with the depth of each. */
export function rowsOf(jsonl) {
  const rows = jsonl.trimEnd().split('\n').map((line) => JSON.parse(line));
  for (const row of rows) row.depth = row.parent === null ? 0 : rows[row.parent].depth + 1;
  return rows;
}

/** As the picture names a row. Of what has no shape, real dumps have only ASCII control characters. */
export function shownName(row) {
  if (row.parent === null) return 'root';
  const escape = (character) => '\\x' + character.charCodeAt(0).toString(16).padStart(2, '0');
  // eslint-disable-next-line no-control-regex
  return row.name === '' ? '""' : row.name.replace(/[\x00-\x1f\x7f]/g, escape);
}

/** The matched bytes, found another way than the picture's script does: down from `top`, never below a match. */
export function outermostBytes(rows, isMatch, top = 0) {
  const children = rows.map(() => []);
  for (const row of rows) if (row.parent !== null) children[row.parent].push(row.id);
  let bytes = 0;
  for (const open = [top]; open.length > 0;) {
    const id = open.pop();
    if (isMatch(shownName(rows[id]))) bytes += rows[id].total_bytes;
    else open.push(...children[id]);
  }
  return bytes;
}

// Heap dumps.

const quoted = (bytes) => {
  let text = '';
  for (const byte of bytes) {
    const isPlain = byte >= 0x20 && byte !== 0x22 && byte !== 0x5c;
    text += isPlain ? String.fromCharCode(byte) : '\\u' + byte.toString(16).padStart(4, '0');
  }
  return `"${text}"`;
};

/**
 * A dump of tables that hold each other: `tables[i]` is {size, fields: [[name, index of a table], ...]}; the
 * first is the main thread's. Names are strings, or bytes of UTF-8; that of the category is written as it is, raw.
 */
export function dumpOf(tables, category = 'Default') {
  const lines = [];
  const addressOf = (index) => `"0x${(0x1000000 + index * 16).toString(16)}"`;
  const addresses = new Map();
  const nameAddress = (name) => {
    const bytes = Buffer.from(name);
    const key = bytes.toString('latin1');
    if (!addresses.has(key)) {
      const address = `"0x${(0x9000000 + addresses.size * 16).toString(16)}"`;
      addresses.set(key, address);
      lines.push(`${address}:{"type":"string","cat":0,"size":${bytes.length + 25},"data":${quoted(bytes)}},`);
    }
    return addresses.get(key);
  };
  tables.forEach(({ size, fields }, index) => {
    const pairs = fields.map(([name, to]) => `${nameAddress(name)},${addressOf(to)}`);
    const list = pairs.length > 0 ? `,"pairs":[${pairs.join(',')}]` : '';
    lines.push(`${addressOf(index)}:{"type":"table","cat":0,"size":${size}${list}},`);
  });
  const end = `"0":{"type":"userdata","cat":0,"size":0}\n},"roots":{\n"mainthread":${addressOf(0)}},` +
    `"stats":{\n"size":1000,\n"categories":{\n"0":{"name":"${Buffer.from(category).toString('latin1')}", "size":1},\n` +
    '"none":{}\n}\n}}\n';
  return Buffer.from(`{"objects":{\n${lines.join('\n')}\n${end}`, 'latin1');
}

/** A linked list: `list`, then `next` after `next`. */
export function listDump(length) {
  const tables = [{ size: 64, fields: [['list', 1]] }];
  for (let i = 1; i <= length; i++) tables.push({ size: 64, fields: i < length ? [['next', i + 1]] : [] });
  return dumpOf(tables);
}

/** A tree of `count` tables, of all depths and widths, always the same. */
export function treeDump(count) {
  let state = 1;
  const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const words = ['position', 'children', 'Inventory', 'onChanged', 'cache', 'players', 'Components', 'state'];
  const tables = [{ size: 64, fields: [] }];
  for (let i = 1; i < count; i++) {
    const parent = tables[Math.floor(random() * i)];
    const name = words[Math.floor(random() * words.length)] + (parent.fields.length > 0 ? parent.fields.length : '');
    parent.fields.push([name, i]);
    tables.push({ size: 32 + Math.floor(40 / (random() + 0.001)), fields: [] });
  }
  return dumpOf(tables);
}
