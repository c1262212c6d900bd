import fc from 'fast-check';

/**
 * Any character whatever, half ones among them. fast-check's own unit `binary` makes a table of all characters first,
 * which takes longer than most tests.
 */
export const anyCodePoint = fc
  .oneof(
    fc.integer({ min: 0x20, max: 0x7e }),
    fc.integer({ min: 0, max: 0xffff }),
    fc.integer({ min: 0, max: 0x10ffff }),
  )
  .map((code) => String.fromCodePoint(code));
