// SPDX-License-Identifier: MIT
// What axe-core finds on a page: rules of WCAG 2 up to AA, and best practice.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

let source = null;
/** What is missing for it; '' if nothing is. */
export let missing = '';
try {
  source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
} catch (error) {
  missing = `axe-core is missing (npm ci in tests/picture): ${error.message}`;
}

// In a document of SVG these fail for want of a canvas, as `createElement` makes no elements of HTML there.
const RULES_OF_HTML = ['color-contrast', 'label-content-name-mismatch'];

/**
 * Violations on a page of Playwright, a text for each rule and element; none is good. A rule that failed to run is one too.
 * Content policies do not stop axe, as it does not come by a script element.
 */
export async function violationsOf(page) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  return page.evaluate(async (rulesOfHtml) => {
    const isHtml = document.documentElement.localName === 'html';
    const rules = isHtml ? {} : Object.fromEntries(rulesOfHtml.map((rule) => [rule, { enabled: false }]));
    const { violations, incomplete } = await window.axe.run(document, { rules, resultTypes: ['violations', 'incomplete'] });
    const hasFailed = (node) => [...node.any, ...node.all, ...node.none].some(({ id }) => id === 'error-occurred');
    const failed = incomplete.map((rule) => ({ ...rule, nodes: rule.nodes.filter(hasFailed) }));
    return [...violations, ...failed].flatMap(({ id, nodes }) =>
      nodes.map(({ target, html, failureSummary }) => `${id}: ${target.join(' ')}: ${html.slice(0, 200)}: ${failureSummary}`));
  }, RULES_OF_HTML);
}
