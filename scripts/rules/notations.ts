import type { DefinedRule } from '../../src/language/rules/define-rule.ts';
import type { RuleId } from '../../src/language/rules/rule.ts';

/** How what rules are about is written, in the words of the tables: input of AWS's API in two ways, and templates. */
export const NOTATIONS = ['JSON', 'YAML', 'CloudFormation', 'Terraform'] as const;

export type Notation = (typeof NOTATIONS)[number];

/** What only somebody writes who hands over a whole file: output of AWS, an update, a list. */
const ABOUT_INPUT: readonly RuleId[] = ['service/code-deploy', 'task/describe-output', 'task/listed-task-definition'];

/** The rules that say nothing in a notation. A test shows that the others do. */
const SILENT_IN: Readonly<Record<Notation, readonly RuleId[]>> = {
  // It needs a role and all that is attached to it.
  JSON: ['service/role-without-channels'],
  // Of a service, the task definition beside it is not looked for.
  YAML: [
    'service/exec-without-role',
    'service/named-port',
    'service/role-without-channels',
    'service/target-container',
    'service/target-port',
  ],
  CloudFormation: ABOUT_INPUT,
  // Terraform itself refuses arguments that it does not know, and its tags are a map.
  Terraform: [...ABOUT_INPUT, 'cluster/cluster-property', 'service/service-property', 'task/tags'],
};

/** The notations in which a rule has something to say. Rules about files are about those in JSON. */
export function notationsOf({ id, on }: Pick<DefinedRule, 'id' | 'on'>): readonly Notation[] {
  return on === 'file' ? ['JSON'] : NOTATIONS.filter((notation) => !SILENT_IN[notation].includes(id));
}
