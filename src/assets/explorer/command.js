// SPDX-License-Identifier: MIT
// Commands for a shell that show the same as the page.
import { button, html } from '../icicle/elements.js';
import { copyText } from '../page/copy.js';
import { data } from './data.js';

/** @param {string} text */
const quoted = (text) => (/^[\w./:=+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/**
 * A file is no option, whatever its name begins with.
 * @param {string} path
 */
const asFile = (path) => (path.startsWith('-') && path !== '-' ? `./${path}` : path);

/**
 * The command that explains objects of a dump.
 * @param {string} query address, id or path
 * @param {string} shown what the tree shows that has them
 */
export const whyCommand = (query, shown) => {
  const last = data.dumps.slice(-1);
  const isCompared = shown !== 'live' && 'growth' in data.shown; // not by path
  const measure = shown === 'freed' ? ['--measure', 'freed'] : [];
  return ['heapgraph', ...measure, ...(query.startsWith('-') ? [`--why=${query}`] : ['--why', query]),
    ...(isCompared ? data.dumps : last).map(asFile)].map(quoted).join(' ');
};

/**
 * A command, and a button that copies it.
 * @param {string} command
 */
export const commandBox = (command) => {
  const code = html('code', {}, command);
  const copyButton = button('copy command', 'Copy the command', async () => {
    const isCopied = await copyText(command, root, () => copyButton.focus());
    copyButton.textContent = isCopied ? 'copied: copy command' : 'selected: copy command';
    if (!isCopied) /** @type {Selection} */ (getSelection()).selectAllChildren(code);
  });
  const root = html('div', { 'data-part': 'command', role: 'group', 'aria-label': 'copy command' }, code, ' ', copyButton);
  return root;
};
