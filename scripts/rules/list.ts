import type { RuleId } from '../../src/language/rules/rule.ts';

const IMPORT = /^import \{ \w+ \} from '\.\/(\w+\/[\w-]+)\.ts';\n/gm;
const LIST = /(RULES: readonly Rule\[\] = \[)[^\]]*\]/;

/** The source of the list of rules with one more, all in the order of their ids. */
export function withRule(source: string, id: RuleId): string {
  const present = Array.from(source.matchAll(IMPORT), ([, path = '']) => path);
  const ids = [...new Set([...present, id])].sort();
  const imports = ids.map((each) => `import { ${variableOf(each)} } from './${each}.ts';\n`).join('');
  const others = source.replace(IMPORT, '');
  return imports + others.replace(LIST, `$1\n${ids.map((each) => `  ${variableOf(each)},\n`).join('')}]`);
}

/** What a rule is called in code: `initProcess` for `exec/init-process`. */
export function variableOf(id: string): string {
  return id.slice(id.indexOf('/') + 1).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
