/** Keys that people write to be read by people or editors: `$schema`, `_comment`, `//`, `#`, `x-…`. */
const REMARK = /^(?:[$_#]|\/\/|x-|comments?$)/i;

/** Whether the name of a property says that it is there for people or editors. */
export function isRemark(name: string): boolean {
  return REMARK.test(name);
}
