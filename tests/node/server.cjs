// SPDX-License-Identifier: MIT
// A program with three known leaks: listeners that are never removed, a cache without an end, and an audit in a module.
// It has a cache with an end too, which does not leak. It writes FOLDER/1.heapsnapshot and FOLDER/2.heapsnapshot.
'use strict';
const { EventEmitter } = require('node:events');
const path = require('node:path');
const { writeHeapSnapshot } = require('node:v8');

const REQUESTS = 500; // between the snapshots
const MOST_RECENT = 50;

const config = new EventEmitter();
config.setMaxListeners(0);
const responses = new Map();
const recent = new Map();
const audit = [];

class Request {
  constructor(id) {
    this.id = id;
    this.url = `/user/${id}/profile`;
    this.body = Array.from({ length: 16 }, (_, i) => ({ i, text: `value ${id}.${i}` }));
  }
}

const handle = (request) => {
  config.on('change', function onChange() {
    return request.url;
  });
  responses.set(request.url, { status: 200, payload: `${'x'.repeat(100)}${request.id}` });
  audit.push({ who: `user ${request.id}`, what: 'read' });
  recent.set(request.id, { id: request.id });
  if (recent.size > MOST_RECENT) recent.delete(recent.keys().next().value);
};

globalThis.app = { config, responses, recent, audit };
let id = 0;
for (const number of [1, 2]) {
  for (let i = 0; i < REQUESTS; i++) handle(new Request(++id));
  writeHeapSnapshot(path.join(process.argv[2], `${number}.heapsnapshot`));
}
