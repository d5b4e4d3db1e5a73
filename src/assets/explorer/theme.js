// SPDX-License-Identifier: MIT
// The theme of the page: dark, light, or that of the system.
const root = document.documentElement;

/** The chosen theme; empty for that of the system. */
export const chosenTheme = () => root.getAttribute('data-theme') || '';

/** @param {string} theme */
export const showTheme = (theme) => (theme ? root.setAttribute('data-theme', theme) : root.removeAttribute('data-theme'));

export const turnTheme = () => {
  const theme = chosenTheme() || (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
  showTheme(theme === 'dark' ? 'light' : 'dark');
};
