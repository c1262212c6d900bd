/** Control sequences in their order; an entry says what it undoes. All are known to, or ignored by, xterm.js. */
const PARTS = {
  /** CAN: an escape sequence, or a string such as a title, that was cut off. Else it would swallow what follows. */
  unfinished: '\x18',
  /**
   * Alternate screen: the cursor goes back to where it was before. Where there is none, 1049 would restore a cursor
   * that was saved long ago; saved just now, it stays in its place.
   */
  alternateScreen: '\x1b7\x1b[?1049l',
  /**
   * DECSTR, a soft reset: scroll region, origin, insert, autowrap, reverse wrap, cursor and keypad keys, bracketed
   * paste, focus reports, hidden cursor, character sets, colours. It moves and erases nothing.
   */
  softReset: '\x1b[!p',
  /**
   * What DECSTR leaves, or may leave: mouse and how it is reported, focus, alternate scroll, paste, updates that are
   * held back.
   */
  privateModes: '\x1b[?9;45;1000;1002;1003;1004;1005;1006;1007;1015;1016;2004;2026;2031;2048;9001l',
  /** Line feed as new line. */
  lineFeed: '\x1b[20l',
  /** How keys are reported: modifyOtherKeys of xterm, and all that was pushed of the kitty protocol. */
  keys: '\x1b[>4m\x1b[<99u\x1b[=0u',
  /** The cursor's shape. */
  cursorShape: '\x1b[0 q',
  /** A link, the tab's progress, and colours of the palette, text, background and cursor. */
  strings: '\x1b]8;;\x1b\\\x1b]9;4;0\x1b\\\x1b]104\x1b\\\x1b]110\x1b\\\x1b]111\x1b\\\x1b]112\x1b\\',
  /** Empty lines below the cursor, where the program left it in the middle of the screen: room for a few words. */
  room: '\x1bD\x1b[4L\x1bM',
} as const;

/**
 * Ends what a program that was cut off may have left on in the terminal. What the screen shows, and what has been
 * scrolled out of it, stays; the next lines are written between what is above the cursor and what is below.
 */
export const RESET_MODES = Object.values(PARTS).join('');
