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

/** @param {number} number */
export const inBytes = (number) => `${groupDigits(number)} bytes`;
