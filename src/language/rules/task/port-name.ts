import { text } from '../../../text.ts';
import { isLegalPortName, LONGEST_PORT_NAME } from '../../documents/legal-name.ts';
import type { Value } from '../../syntax/value.ts';
import { removeIt } from '../remove-it.ts';
import type { OldRule, Report } from '../rule.ts';

/** "Port mapping name is already used": RegisterTaskDefinition's answer. */
export const portName: OldRule = {
  id: 'task/port-name',
  severity: 'error',
  check(taskDefinition, report) {
    const names = new Set<string>();
    for (const { value: mapping } of taskDefinition.portMappings) {
      const name = mapping.get('name');
      checkProtocol(mapping.get('appProtocol'), name, report);
      // AWS's GitHub Action leaves empty strings out; a skeleton of the AWS CLI is full of them.
      if (name.string !== undefined && name.string !== '') {
        checkName(name, name.string, names, report);
      }
    }
  },
};

function checkProtocol(protocol: Value, name: Value, report: Report): void {
  if (protocol.key === undefined || !name.isAbsent || (protocol.string ?? '') === '') {
    return;
  }
  report({
    at: protocol.key,
    severity: 'warning',
    message: text('Without a name, nothing uses appProtocol: Service Connect finds ports by their names.'),
    fixes: [removeIt(protocol)],
  });
}

function checkName(at: Value, name: string, names: Set<string>, report: Report): void {
  if (names.has(name)) {
    report({ at, message: text('Another port is named "{0}" too; each needs a name of its own.', name) });
  }
  names.add(name);
  if (isLegalPortName(name)) {
    return;
  }
  report({
    at,
    message: text(
      'The port name "{0}" may only have lowercase letters, digits, underscores and hyphens, {1} at most.',
      name,
      LONGEST_PORT_NAME,
    ),
  });
}
