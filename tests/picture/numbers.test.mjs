// SPDX-License-Identifier: MIT
// How numbers are written, and the hash of names.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { hashName } from '../../src/assets/icicle/colours.js';
import { groupDigits, percentage } from '../../src/assets/icicle/numbers.js';
import { heapgraph, temporaryFolder } from './support.mjs';

const folder = temporaryFolder();

describe('numbers', () => {
  test('in groups of three digits', () => {
    const cases = { 0: '0', 999: '999', 1000: '1,000', 123456: '123,456', 1234567: '1,234,567' };
    for (const [number, text] of Object.entries(cases)) assert.equal(groupDigits(Number(number)), text);
  });

  test('percentages', () => {
    assert.equal(percentage(427, 1000), '42.7%');
    assert.equal(percentage(1, 1), '100.0%');
    assert.equal(percentage(0, 0), '0.0%');
    assert.equal(percentage(1, 3), '33.3%');
    assert.equal(percentage(2, 3), '66.7%');
  });

  test('percentages are the same as in C++, ties too', () => {
    // One table of `part` bytes in a heap of 100,000: each part is a tie or next to one.
    for (const part of [50, 150, 249, 250, 251, 350, 450, 12_450, 37_550, 62_750]) {
      const lines = ['{"objects":{', `"0x10":{"type":"table","cat":0,"size":${100_000 - part},"pairs":["0x20","0x30"]},`,
        '"0x20":{"type":"string","cat":0,"size":0,"data":"part"},', `"0x30":{"type":"table","cat":0,"size":${part}},`,
        '"0":{"type":"userdata","cat":0,"size":0}', '},"roots":{', '"mainthread":"0x10"},"stats":{', '"size":1,',
        '"categories":{', '"0":{"name":"Default","size":1},', '"none":{}', '}', '}}', ''];
      const svg = heapgraph(folder.write('tie.json', lines.join('\n')), '--min-width', '0');
      const [, bytes, share] = /<title>part \(([\d,]+) bytes, ([\d.]+%)\)/.exec(svg);
      assert.equal(bytes, groupDigits(part));
      assert.equal(percentage(part, 100_000), share, `${part} of 100,000`);
    }
  });

  test('the hash of a name is FNV-1a of its UTF-8', () => {
    const cases = { '': 0x811c9dc5, a: 0xe40c292c, foobar: 0xbf9cf968 };
    for (const [name, hash] of Object.entries(cases)) assert.equal(hashName(name), hash);
    const step = (hash, byte) => ((hash ^ BigInt(byte)) * 0x01000193n) & 0xffffffffn;
    assert.equal(hashName('é'), Number([0xc3, 0xa9].reduce(step, 0x811c9dc5n)));
  });
});
