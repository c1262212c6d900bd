import { isLegalPortName, LONGEST_PORT_NAME } from '../../documents/legal-name.ts';
import type { Value } from '../../syntax/value.ts';
import { defineRule, type Messages, type Report as ReportOf } from '../define-rule.ts';
import { removeIt } from '../remove-it.ts';

const messages = {
  tooLong: { severity: 'error', text: 'Port name "{name}" has {count} characters. ECS allows at most {most}.' },
  illegal: {
    severity: 'error',
    text: 'Port name "{name}" is not valid: use lowercase letters, digits, underscores and hyphens, no hyphen first.',
  },
  duplicate: {
    severity: 'error',
    text: 'Another port is also named "{name}". Each port needs a name of its own.',
  },
  // ECS registers it.
  unusedProtocol: {
    severity: 'information',
    text: 'Nothing uses the {.appProtocol} of a port without a name: Service Connect finds ports by their names.',
  },
} as const satisfies Messages;
type Report = ReportOf<typeof messages>;

/** "Port mapping name is already used": RegisterTaskDefinition's answer. */
export const portName = defineRule({
  id: 'task/port-name',
  on: 'task-definition',
  speaksOf: ['portMappings'],
  messages,
  check({ taskDefinition, report }) {
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
});

function checkProtocol(protocol: Value, name: Value, report: Report): void {
  if (protocol.key === undefined || !name.isAbsent || (protocol.string ?? '') === '') {
    return;
  }
  report({ at: protocol.key, message: 'unusedProtocol', fixes: [removeIt(protocol)] });
}

function checkName(at: Value, name: string, names: Set<string>, report: Report): void {
  if (names.has(name)) {
    report({ at, message: 'duplicate', values: { name } });
  }
  names.add(name);
  if (isLegalPortName(name)) {
    return;
  }
  if (name.length > LONGEST_PORT_NAME) {
    report({ at, message: 'tooLong', values: { name, count: name.length, most: LONGEST_PORT_NAME } });
  } else {
    report({ at, message: 'illegal', values: { name } });
  }
}
