import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RuleId } from '../../src/language/rules/rule.ts';
import { replaceFile } from '../../src/replace-file.ts';
import { withRule } from './list.ts';
import { skeletonOf } from './skeleton.ts';

const ID = /^(exec|task|policy|service|cluster)\/[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const LIST = 'src/language/rules/index.ts';

/**
 * Writes the skeleton of a rule into a folder of the project, and gives the files' paths in it. Throws when the id is
 * not like those of rules, or one of the files is there.
 */
export function createRule(id: string, root: string): readonly string[] {
  if (!isRuleId(id)) {
    throw new Error('The id of a rule must be its group and its name, such as task/health-check or policy/version.');
  }
  const files = skeletonOf(id);
  const existing = files.find(([file]) => existsSync(join(root, file)));
  if (existing !== undefined) {
    throw new Error(`${existing[0]} already exists.`);
  }
  const list = withRule(readFileSync(join(root, LIST), 'utf8'), id);
  for (const [file, text] of [...files, [LIST, list] as const]) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    replaceFile(join(root, file), text);
  }
  return [...files.map(([file]) => file), LIST];
}

function isRuleId(id: string): id is RuleId {
  return ID.test(id);
}
