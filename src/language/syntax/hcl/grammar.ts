import type { Parser, Tree } from 'web-tree-sitter';

/** Reads HCL into a tree, which whoever asked for it has to delete. Never throws. */
export type ReadTree = (text: string) => Tree | undefined;

/** The trees that a parser makes. */
export function treesOf(parser: Parser): ReadTree {
  return (text) => {
    try {
      return parser.parse(text) ?? undefined;
    } catch {
      parser.reset();
      return undefined;
    }
  };
}
