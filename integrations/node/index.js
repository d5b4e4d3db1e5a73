// SPDX-License-Identifier: MIT
// The interface of the package; index.d.ts describes it.
'use strict';
const { expectNoLeak, LeakError } = require('./expect_no_leak.js');
const { writeSnapshot } = require('./snapshot.js');

module.exports = { expectNoLeak, LeakError, writeSnapshot };
