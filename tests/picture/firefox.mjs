// SPDX-License-Identifier: MIT
// Pages in Firefox, driven over WebDriver BiDi. Playwright drives no released Firefox.
//
// Firefox is $FIREFOX, else Debian's. Where it or the package ws is missing, all is skipped and says so.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { after, before, describe } from 'node:test';
import { temporaryFolder } from './support.mjs';

const MOST_WAIT = 30_000; // ms
const firefoxPath = process.env.FIREFOX || '/usr/bin/firefox-esr';
let WebSocket = null;
let missing = existsSync(firefoxPath) ? '' : `there is no Firefox at ${firefoxPath}; set FIREFOX`;
try {
  ({ WebSocket } = await import('ws')); // Node has its own from version 22 on
} catch (error) {
  missing = `ws is missing (npm ci in tests/picture): ${error.message}`;
}

let firefox = null; // while the tests run

/** Tests in Firefox. */
export function inFirefox(addTests) {
  describe('in Firefox', { skip: missing === '' ? false : `tests in Firefox are skipped: ${missing}` }, () => {
    before(async () => {
      firefox = await launch();
    });
    after(() => firefox?.close());
    if (missing === '') addTests();
  });
}

/** The first text on the standard error of a process that the expression captures. */
const firstMatch = (child, expression) => new Promise((resolve, reject) => {
  let text = '';
  child.stderr.on('data', (chunk) => {
    text += chunk;
    const match = expression.exec(text);
    if (match !== null) resolve(match[1]);
  });
  child.on('error', reject);
  child.on('exit', (code) => reject(new Error(`Firefox ended with ${code}: ${text}`)));
});

async function launch() {
  const profile = temporaryFolder().path('');
  const child = spawn(firefoxPath, [
    '--headless', '--no-remote', '--profile', profile, '--remote-debugging-port=0',
    '--remote-allow-system-access', // to emulate media, for which this Firefox has no command
  ], { stdio: ['ignore', 'ignore', 'pipe'] });
  const kill = () => child.kill('SIGKILL');
  process.on('exit', kill);
  const ended = new Promise((resolve) => child.on('exit', resolve));
  const socket = new WebSocket(`${await firstMatch(child, /WebDriver BiDi listening on (ws:\S+)/)}/session`);
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));

  const waiting = new Map(); // by the number of the command
  const listeners = new Set();
  socket.on('message', (text) => {
    const message = JSON.parse(text);
    if (message.type === 'event') {
      for (const listener of listeners) listener(message);
      return;
    }
    const { resolve, reject, method } = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.type === 'success') resolve(message.result);
    else reject(new Error(`${method}: ${message.error}: ${message.message}`));
  });
  socket.on('close', () => {
    for (const { reject, method } of waiting.values()) reject(new Error(`${method}: Firefox has gone`));
  });

  let last = 0;
  const send = (method, params = {}) => new Promise((resolve, reject) => {
    waiting.set(++last, { resolve, reject, method });
    socket.send(JSON.stringify({ id: last, method, params }));
  });
  await send('session.new', { capabilities: {} });
  await send('session.subscribe', { events: ['log.entryAdded'] });
  const { contexts: [window] } = await send('browsingContext.getTree', { 'moz:scope': 'chrome' });
  return {
    send,
    listeners,
    /** Sets properties of the BrowsingContext of the tab in front. */
    set: (properties) => evaluate(send, window.context, (values) => {
      Object.assign(window.gBrowser.selectedBrowser.browsingContext, values);
    }, properties),
    async close() {
      await Promise.race([send('browser.close'), ended]);
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 5000).unref())]);
      socket.terminate();
      kill();
      process.off('exit', kill);
    },
  };
}

/**
 * What the function returns in the page, for arguments and a result that JSON can write. Where scripts are off, promises
 * are never kept, so there is one only if the function returns one.
 */
async function evaluate(send, context, body, ...args) {
  const { result, exceptionDetails } = await send('script.callFunction', {
    functionDeclaration: `(text) => {
      const written = (value) => JSON.stringify(value) ?? 'null';
      const value = (${body})(...JSON.parse(text));
      return value instanceof Promise ? value.then(written) : written(value);
    }`,
    arguments: [{ type: 'string', value: JSON.stringify(args) }],
    target: { context },
    awaitPromise: true,
  });
  if (exceptionDetails) throw new Error(`in the page: ${exceptionDetails.text}`);
  return JSON.parse(result.value);
}

// The code points that WebDriver has for keys without a character.
const KEYS = {
  ArrowDown: '\uE015', ArrowLeft: '\uE012', ArrowRight: '\uE014', ArrowUp: '\uE013', Backspace: '\uE003', Control: '\uE009',
  Enter: '\uE007', Escape: '\uE00C', Shift: '\uE008', Tab: '\uE004',
};
const down = (name) => ({ type: 'keyDown', value: KEYS[name] ?? name });
const up = (name) => ({ type: 'keyUp', value: KEYS[name] ?? name });

/** A page; its functions are named and behave as those of Playwright, so that tests and helpers can use either. */
function pageOf(context) {
  const { send, set } = firefox;
  const act = (source) => send('input.performActions', { context, actions: [source] });
  const press = (keys) => act({ type: 'key', id: 'keyboard', actions: keys });
  const point = (...actions) => act({ type: 'pointer', id: 'mouse', actions });
  /** Where the middle of the first such element is, scrolled into view. */
  const middleOf = async (selector) => {
    await page.waitForFunction((text) => document.querySelector(text), selector);
    return page.evaluate((text) => {
      const element = document.querySelector(text);
      element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      const { x, y, width, height } = element.getBoundingClientRect();
      return { type: 'pointerMove', x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
    }, selector);
  };
  const page = {
    evaluate: (body, ...args) => evaluate(send, context, body, ...args),
    async waitForFunction(body, ...args) {
      for (const start = performance.now(); !(await page.evaluate(body, ...args));) {
        assert.ok(performance.now() - start < MOST_WAIT, `waited in vain for ${body} of ${JSON.stringify(args)}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    goto: (url) => send('browsingContext.navigate', { context, url, wait: 'complete' }),
    reload: () => send('browsingContext.reload', { context, wait: 'complete' }),
    goBack: () => send('browsingContext.traverseHistory', { context, delta: -1 }),
    goForward: () => send('browsingContext.traverseHistory', { context, delta: 1 }),
    setViewportSize: (viewport) => send('browsingContext.setViewport', { context, viewport }),
    emulateMedia: ({ media = null, colorScheme = null }) =>
      set({ mediumOverride: media ?? '', prefersColorSchemeOverride: colorScheme ?? 'none' }),
    textContent: (selector) => page.evaluate((text) => document.querySelector(text).textContent, selector),
    hover: async (selector) => point(await middleOf(selector)),
    /** If what hovering changes were drawn between the two parts of a click, it would be none. */
    async click(selector) {
      await page.hover(selector);
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      await point(await middleOf(selector), { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 });
    },
    keyboard: {
      /** A key, or several at once: `Shift+Tab`. */
      press: (keys) => {
        const names = keys === '+' ? ['+'] : keys.split('+');
        return press([...names.map(down), ...names.toReversed().map(up)]);
      },
      type: (text) => press(Array.from(text).flatMap((character) => [down(character), up(character)])),
    },
  };
  return page;
}

/** Runs `body` with a page; then nothing may have gone wrong in it. One page at a time. */
export async function withFirefoxPage(url, options, body) {
  const { viewport = { width: 1200, height: 800 }, colorScheme = 'light', javaScriptEnabled = true } = options;
  const { context } = await firefox.send('browsingContext.create', { type: 'tab' });
  const errors = [];
  const listener = ({ params }) => {
    const isHere = params.source.context === context;
    if (isHere && ['error', 'warn'].includes(params.level)) errors.push(params.text);
  };
  firefox.listeners.add(listener);
  try {
    const page = pageOf(context);
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    await firefox.set({ allowJavascript: javaScriptEnabled });
    await page.goto(url);
    await body(page);
  } finally {
    firefox.listeners.delete(listener);
    await firefox.send('browsingContext.close', { context });
  }
  assert.deepEqual(errors, [], 'errors in the page');
}
