// SPDX-License-Identifier: MIT
// A large heap of mixed objects, for benchmarks: ENTITIES objects with parts, and a twentieth more of them between two
// snapshots. Writes FOLDER/1.heapsnapshot and FOLDER/2.heapsnapshot.
// Usage: node --max-old-space-size=6000 large.cjs FOLDER [ENTITIES]
'use strict';
const path = require('node:path');
const { writeHeapSnapshot } = require('node:v8');

const [folder, entities = '200000'] = process.argv.slice(2);
const ZONES = 100;

class Position {
  constructor(x, y) {
    this.x = x;
    this.y = y;
  }
}

class Entity {
  constructor(id) {
    this.id = id;
    this.name = `entity ${id}`;
    this.position = new Position(id + 0.5, -id - 0.25);
    this.parts = {
      health: { now: id % 100, most: 100 },
      items: [{ name: 'sword', id }, { name: 'potion', id: id * 2 }],
      tags: new Map([[`tag ${id % 1000}`, { id }]]),
    };
    this.onHit = (damage) => {
      this.parts.health.now -= damage;
    };
  }
}

const world = { zones: Array.from({ length: ZONES }, (_, zone) => ({ zone, entities: [] })), index: new Map() };
globalThis.world = world;
let id = 0;
const add = (count) => {
  for (let i = 0; i < count; i++) {
    const entity = new Entity(++id);
    world.zones[id % ZONES].entities.push(entity);
    world.index.set(entity.name, entity);
  }
};
add(Number(entities));
writeHeapSnapshot(path.join(folder, '1.heapsnapshot'));
add(Number(entities) / 20);
writeHeapSnapshot(path.join(folder, '2.heapsnapshot'));
