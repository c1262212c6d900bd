import type { RuleId } from '../../src/language/rules/rule.ts';

const IMPORT = /^import .* from '(\.\/[\w/-]+)\.ts';\n/gm;
/** What an import brings in: rules of the same name in two groups have variables of other names. */
const VARIABLE = /^import \{ (\w+) \}/;
const LIST = /(RULES: readonly DefinedRule\[\] = \[)[^\]]*\]/;

/** The source of the list of rules with one more, all in the order of their ids, and imports in that of their paths. */
export function withRule(source: string, id: RuleId): string {
  const imports = new Map(Array.from(source.matchAll(IMPORT), ([line, path = '']) => [path, line]));
  imports.set(`./${id}`, `import { ${variableOf(id)} } from './${id}.ts';\n`);
  const paths = [...imports.keys()].sort();
  const rules = paths.filter((path) => path.lastIndexOf('/') > 1);
  const list = rules.map((path) => `  ${VARIABLE.exec(imports.get(path) ?? '')?.[1] ?? ''},\n`).join('');
  const others = source.replace(IMPORT, '').replace(LIST, `$1\n${list}]`);
  return paths.map((path) => imports.get(path)).join('') + others;
}

/** What a rule is called in code: `initProcess` for `exec/init-process`. */
export function variableOf(id: string): string {
  return id.slice(id.indexOf('/') + 1).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
