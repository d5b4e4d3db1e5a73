// SPDX-License-Identifier: MIT
// Reports in Markdown as four renderers show them: whatever a heap's names are, they are text in code, and the renderers
// agree on it. GitHub's is cmark-gfm, which is tested if it is installed.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import MarkdownIt from 'markdown-it';
import { marked } from 'marked';
import { parseFragment } from 'parse5';
import rehypeRaw from 'rehype-raw';
import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';

const program = process.env.HEAPGRAPH;
const folder = mkdtempSync(join(tmpdir(), 'heapgraph-markdown-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const markdownIt = new MarkdownIt({ html: true, linkify: true });
const remark = unified().use(remarkParse).use(remarkGfm).use(remarkRehype, { allowDangerousHtml: true })
  .use(rehypeRaw).use(rehypeStringify);
const ofGitHub = ['--unsafe', '-e', 'table', '-e', 'autolink', '-e', 'strikethrough', '-e', 'tagfilter'];
const renderers = {
  marked: (text) => marked.parse(text, { gfm: true }),
  'remark-gfm': (text) => String(remark.processSync(text)),
  'markdown-it': (text) => markdownIt.render(text),
};
if (spawnSync('cmark-gfm', ['--version']).status === 0) {
  renderers['cmark-gfm'] = (text) => execFileSync('cmark-gfm', ofGitHub, { input: text }).toString('utf8');
}

const IMAGE = 'https://evil.example/t.png';
/** Names that break out of a careless report, or become a link, a mention, an issue or HTML in one. */
const tricks = [
  `![t](${IMAGE})\\|`, `\\\\| ![t](${IMAGE})`, `|![t](${IMAGE})|`, `\`![t](${IMAGE})`, `\\\`![t](${IMAGE})`,
  `a\`\`![t](${IMAGE})\`\``, `\n\n![t](${IMAGE})\n\n`, `<img src=${IMAGE}>`, `</summary><img src=${IMAGE}>`,
  `</code><img src=${IMAGE}>`, `<!--`, `-->`, `<script>alert(1)</script>`, `&lt;img src=x&gt;`, `<details>`, '<a href="x">',
  `[a](${IMAGE})`, `[a]: ${IMAGE}`, `[a][b]`, '<https://evil.example>', 'https://evil.example', 'www.evil.example', 'a@b.example',
  '@user', 'see @user', '@org/team', '#123', 'GH-1', 'owner/name#1', 'deadbeef', 'fixed in deadbeef now', '1234567', 'a 1234567 b',
  'deadbeefdeadbeefdeadbeefdeadbeefdeadbeef', '**bold**', '_i_', '~~gone~~', '$`a`$', '$x$', ':+1:', '# title', '- item', '> quote',
  '1. one', '---', '|---|---|', 'a|b', '\\|', '\\\\|', '\\\\\\|', '|', '||', '\\', '\\\\', '`', '``', '```', '` `', ' a ', '  ', ' | ', '\t',
  '\u202e', '\u00a0', 'a\\', '\\`', '|`', '`|', '(`', ')`|', '[`', 'x) ![t](u', '(![t](u)', '[![t](u)](v)', 'a  \nb', 'a\\\nb', '::x', '##[x]',
];

const punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~ ';
/** Names of punctuation, always the same. */
function randomNames(count, seed) {
  let state = seed;
  const random = (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const piece = () => (random(6) === 0 ? ['a', 'img', 'http', '\\|', '`', '![x](y)'][random(6)] : punctuation[random(punctuation.length)]);
  return Array.from({ length: count }, () => Array.from({ length: 1 + random(12) }, piece).join(''));
}

/** A dump in which each name is that of a root, a key, a function, a source and a category; `times` objects hang on each key. */
function dumpOf(names, times) {
  const lines = [];
  let next = 1;
  const add = (object) => {
    const address = `0x${(next++ * 16).toString(16)}`;
    lines.push(`${JSON.stringify(address)}:${JSON.stringify(object)},`);
    return address;
  };
  const roots = {};
  const categories = {};
  names.forEach((name, i) => {
    const category = i % 200;
    categories[category] = { name, size: 1 };
    const key = add({ type: 'string', cat: category, size: 20, data: name });
    const values = Array.from({ length: times }, () => add({ type: 'table', cat: category, size: 4000 }));
    const list = add({ type: 'table', cat: category, size: 64, array: values });
    const code = add({ type: 'function', cat: category, size: 40, name, source: name, line: 3 });
    roots[name] = add({ type: 'table', cat: category, size: 64, pairs: [key, list, code, list] });
  });
  return `{"objects":{\n${lines.join('\n')}\n"0":{"type":"userdata","cat":0,"size":0}\n},"roots":\n${JSON.stringify(roots)},\n` +
    `"stats":{"size":1000,"categories":${JSON.stringify(categories)}}}\n`;
}

function write(name, content) {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

function markdown(...args) {
  const { stdout, status, stderr } = spawnSync(program, ['-f', 'markdown', '--max-bytes', '10MB', '--top', '1000', ...args], { maxBuffer: 1 << 28 });
  assert.ok(status === 0 || status === 1, String(stderr));
  return stdout.toString('utf8');
}

const allowed = new Set(['h3', 'p', 'strong', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'code', 'details', 'summary', 'br']);

/** What a report has of names, and what is wrong with it. */
function checkedParts(html) {
  const codes = [];
  const problems = [];
  const textOf = (node) => (node.nodeName === '#text' ? node.value : (node.childNodes ?? []).map(textOf).join(''));
  const open = [parseFragment(html)];
  while (open.length > 0) {
    const node = open.pop();
    if (node.nodeName === 'code') {
      codes.push(textOf(node).replace(/\s+/g, ' ').trim());
      if (node.childNodes.some((child) => child.nodeName !== '#text')) problems.push(`elements in code: ${textOf(node)}`);
      continue;
    }
    if (node.nodeName === '#text') {
      const text = node.value;
      if (/[`<>&@#![\]|*_~\\$]|:\/\/|www\.|\bGH-|:\S/.test(text)) problems.push(`outside code: ${text}`);
      if (text.split(/\s+/).some((word) => /^[0-9a-f]{7,}$/i.test(word))) problems.push(`a hash outside code: ${text}`);
    } else if (node.nodeName === '#comment') {
      problems.push(`a comment: ${node.data}`);
    } else if (node.nodeName !== '#document-fragment' && !allowed.has(node.nodeName)) {
      problems.push(`<${node.nodeName}> with ${textOf(node)}`);
    }
    if (node.nodeName === 'table') {
      const rows = [];
      const find = (element) => (element.nodeName === 'tr' ? rows.push(element) : (element.childNodes ?? []).forEach(find));
      find(node);
      const cells = rows.map((row) => row.childNodes.filter((cell) => /^t[dh]$/.test(cell.nodeName)).length);
      if (cells.some((count) => count !== cells[0])) problems.push(`rows of ${cells} cells`);
    }
    open.push(...(node.childNodes ?? []).slice().reverse());
  }
  return { codes, problems };
}

/** Every renderer shows names as code alone, and the same ones. */
function check(text, what) {
  let first = null;
  for (const [name, render] of Object.entries(renderers)) {
    const { codes, problems } = checkedParts(render(text));
    assert.deepEqual(problems.slice(0, 3), [], `${what}, by ${name}`);
    assert.ok(codes.length > 0, `${what}, by ${name}: no names`);
    first ??= { name, codes };
    assert.deepEqual(codes, first.codes, `${what}: ${name} and ${first.name} differ`);
  }
}

/** All reports in which these names occur. */
function checkNames(names, what) {
  const unique = [...new Set(names)];
  const old = write('old.json', dumpOf(unique, 1));
  const now = write('new.json', dumpOf(unique, 3));
  const later = write('later.json', dumpOf(unique, 5));
  const reports = {
    'one dump': [now], 'a pair': [old, now], 'a series': ['--settle', old, now, later], 'by path': ['--match', 'path', old, now],
    functions: ['--by', 'function', now], retained: ['--tree', 'dominators', now], freed: ['--measure', 'freed', now, old],
    'why 0x10': ['--why', '0x10', now],
  };
  for (const [kind, args] of Object.entries(reports)) check(markdown(...args), `${what}: ${kind}`);
}

describe(`by ${Object.keys(renderers).join(', ')}, names are nothing but code`, () => {
  test('tricks, all in one dump', () => checkNames(tricks, 'tricks'));

  test('tricks, each by itself, where sentences name them', () => {
    for (const trick of tricks) {
      const now = write('one.json', dumpOf([trick], 3));
      check(markdown(now), JSON.stringify(trick));
    }
  });

  test('punctuation at random', () => {
    for (const seed of [1, 2, 3]) checkNames(randomNames(150, seed), `seed ${seed}`);
    for (const name of randomNames(60, 4)) check(markdown(write('one.json', dumpOf([name], 3))), JSON.stringify(name));
  });

  test('limits, with their reasons', () => {
    const now = write('limited.json', dumpOf(tricks, 3));
    for (const trick of tricks) {
      const budget = write('budget.json', JSON.stringify({ limits: [{ bytes: 1, reason: trick }, { path: 'x/**', bytes: 1, reason: trick }] }));
      check(markdown('--budget', budget, now), `reason ${JSON.stringify(trick)}`);
    }
  });

  test('names of files', () => {
    for (const name of ['![t](x)\\|.json', '<img src=x>', '@user', '`a`', 'deadbeef', 'a|b']) {
      check(markdown(write(name, dumpOf(['plain'], 3))), `file ${name}`);
    }
  });
});

test('plain names look plain', () => {
  const text = markdown(write('plain.json', dumpOf(['Workspace', 'a.b_c', 'a|b', 'C:\\x'], 3)));
  assert.match(text, /`Workspace/);
  assert.match(text, /a\.b_c/);
  assert.match(text, /a\\\|b/);
  assert.match(text, /C:\\x/);
});
