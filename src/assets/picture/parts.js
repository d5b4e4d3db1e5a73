// SPDX-License-Identifier: MIT
// The picture that this script stands in, as it is written.

/** The picture, which can be found only while its script starts. */
export const picture = /** @type {SVGSVGElement} */ (/** @type {Element} */ (document.currentScript).closest('svg'));

/** True if the picture is a document of its own, which leaves it the address and all keys. */
export const isDocument = document.documentElement === /** @type {Element} */ (picture);

/**
 * A part of the picture; null if it has none of that name.
 * @param {string} name
 */
export const optionalPart = (name) => picture.querySelector(`[data-part="${name}"]`);

/** @param {string} name */
export const part = (name) => /** @type {Element} */ (optionalPart(name));

/** @param {string} tag */
export const textOf = (tag) => /** @type {Element} */ (picture.querySelector(tag)).textContent;
