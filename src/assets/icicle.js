// SPDX-License-Identifier: MIT
// What makes the picture answer: the details of the frame under the pointer are shown in a line above the frames.
(function () {
  'use strict';
  const svg = document.currentScript.closest('svg');
  const frames = svg.querySelector('[data-part="frames"]');
  const details = svg.querySelector('[data-part="details"]');
  frames.addEventListener('mouseover', (event) => {
    const title = event.target.parentNode.querySelector('title');
    details.textContent = title === null ? '' : title.textContent;
  });
  frames.addEventListener('mouseleave', () => {
    details.textContent = '';
  });
})();
