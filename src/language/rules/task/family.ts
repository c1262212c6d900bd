import { text } from '../../../text.ts';
import { isLegalName, legalName, LONGEST_NAME } from '../../documents/legal-name.ts';
import type { TaskDefinition } from '../../documents/task-definition.ts';
import type { Value } from '../../syntax/value.ts';
import { changeTo } from '../change-to.ts';
import type { OldRule, Report } from '../rule.ts';

/** Who has written all of these has written the whole task definition, and not what a script completes. */
const WHOLE = ['requiresCompatibilities', 'networkMode', 'cpu', 'memory', 'executionRoleArn'];

/**
 * "Up to 255 letters (uppercase and lowercase), numbers, underscores, and hyphens are allowed."
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
 */
export const family: OldRule = {
  id: 'task/family',
  severity: 'error',
  check(taskDefinition, report) {
    const { value } = taskDefinition;
    if (value.kind !== 'object') {
      return;
    }
    const name = value.get('family');
    if (name.isAbsent) {
      checkMissing(taskDefinition, name, report);
    } else if (name.string !== undefined && !isLegalName(name.string)) {
      checkIllegal(name, name.string, report);
    }
  },
};

function checkMissing({ value, containers }: TaskDefinition, name: Value, report: Report): void {
  const isWhole = WHOLE.every((property) => value.has(property)) && !containers.some(({ isFragment }) => isFragment);
  const place = name.kind === 'null' ? name : isWhole ? value.get('containerDefinitions').key : undefined;
  if (place === undefined) {
    return;
  }
  report({
    at: place,
    severity: 'information',
    message: text('There is no family. ECS needs one: here, or from whoever registers the file.'),
  });
}

function checkIllegal(at: Value, name: string, report: Report): void {
  const legal = legalName(name);
  report({
    at,
    message:
      name.length > LONGEST_NAME
        ? text('The family has {0} characters; ECS allows {1}.', name.length, LONGEST_NAME)
        : name === ''
          ? text('The family needs a name.')
          : text('The family "{0}" may only have letters, digits, hyphens and underscores.', name),
    fixes: legal === undefined ? [] : [changeTo(at, legal)],
  });
}
