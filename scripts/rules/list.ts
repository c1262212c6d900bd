import type { RuleId } from '../../src/language/rules/rule.ts';

const IMPORT = /^import .* from '(\.\/[\w/-]+)\.ts';\n/gm;
const LIST = /(RULES: readonly DefinedRule\[\] = \[)[^\]]*\]/;

/** The source of the list of rules with one more, all in the order of their ids, and imports in that of their paths. */
export function withRule(source: string, id: RuleId): string {
  const imports = new Map(Array.from(source.matchAll(IMPORT), ([line, path = '']) => [path, line]));
  imports.set(`./${id}`, `import { ${variableOf(id)} } from './${id}.ts';\n`);
  const paths = [...imports.keys()].sort();
  const ids = paths.map((path) => path.slice('./'.length)).filter((path) => path.includes('/'));
  const list = ids.map((each) => `  ${variableOf(each)},\n`).join('');
  const others = source.replace(IMPORT, '').replace(LIST, `$1\n${list}]`);
  return paths.map((path) => imports.get(path)).join('') + others;
}

/** What a rule is called in code: `initProcess` for `exec/init-process`. */
export function variableOf(id: string): string {
  return id.slice(id.indexOf('/') + 1).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
