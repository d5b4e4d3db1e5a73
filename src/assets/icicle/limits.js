// SPDX-License-Identifier: MIT
// Measures of frames, and limits on elements, text and time.

// Frames.
export const ROW = 17; // height in pixels, with the gap below
export const HEIGHT = 16; // of a frame
export const BAR = 14; // middle of the growth bar, from the top of its frame
export const MOST_FRAMES = 1500; // of a picture in any USUAL_ROWS rows, so that the document stays small
export const USUAL_ROWS = 60;
export const STEP = 2 ** 0.25; // between the bytes below which frames may be merged
export const PIECES = 10; // into which an opened run of small frames falls, unless they are wide enough to draw

// Text.
export const ELLIPSIS = '…';
export const SAMPLE = 50; // characters to measure
export const USUAL_CELL = 7.3; // width of a character in pixels, while none can be measured
export const MOST_NAMES_OF_PATH = 100; // in the details
export const MOST_OF_NAME = 1000; // characters in the details
export const MOST_OF_ADDRESS = 30000; // characters of a path in the address
export const MOST_OF_COPY = 1e7; // characters of a path that is copied

// Search.
export const SLICE = 50; // milliseconds before the page may answer
export const MOST_OF_SEARCH = 1000; // milliseconds in all
export const MOST_STEPS = 1e7; // of the test of one name, about a tenth of a second
export const LONGEST_NAME = 65536;
export const SHORTEST_NAME = 16; // an expression must be good for names as long as this
export const LONGEST_QUERY = 1000;
