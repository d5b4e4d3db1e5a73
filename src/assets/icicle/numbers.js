// SPDX-License-Identifier: MIT
// How numbers are written, the same as in the reports.

/**
 * Percentage as in C++: 42.7%. Ties go to the even digit. Of the exact ties, .25 and .75, toFixed gets the first one
 * wrong.
 * @param {number} part
 * @param {number} whole
 */
export const percentage = (part, whole) => {
  const percent = whole > 0 ? (100 * part) / whole : 0;
  return (percent % 1 === 0.25 ? percent - 0.05 : percent).toFixed(1) + '%';
};

/** @param {number} number */
export const groupDigits = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ',');

/**
 * Size for people, 178.4 KB; a KB is 1024 bytes.
 * @param {number} bytes
 */
export const sizeForPeople = (bytes) => {
  if (bytes < 1024) return `${bytes} B`;
  let size = bytes / 1024;
  let unit = 0;
  // A number from 999.95 on would be written as 1000.0.
  for (; size >= 999.95 && unit < 3; unit++) size /= 1024;
  return `${size.toFixed(1)} ${'KMGT'[unit]}B`;
};

/**
 * The template with amounts in place of its `{}`.
 * @param {string} template
 * @param {(string | number)[]} amounts numbers are written with grouped digits
 */
export const fill = (template, ...amounts) =>
  template.replace(/\{\}/g, () => {
    const amount = amounts.shift() ?? '';
    return typeof amount === 'number' ? groupDigits(amount) : amount;
  });

/** @param {number} number */
export const inBytes = (number) => `${groupDigits(number)} bytes`;
