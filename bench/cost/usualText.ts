/** 700 bytes: the longest text that a message row of 1 KB takes for sure. */
export const usualText = 'x'.repeat(700);
