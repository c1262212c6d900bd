import type { ProblemCode } from '../../problem-code.ts';
import type { CheckId } from '../model/check.ts';

/**
 * Which checks are likely to say why, where asking for a session has failed with a problem of this code: what is said
 * while a report is still being made. Empty where the code says nothing. The order of the report does not follow it.
 */
export function suspectsOf(code: ProblemCode): readonly CheckId[] {
  return SUSPECTS[code] ?? [];
}

/** Source of the first: API reference, ExecuteCommand, `TargetNotConnectedException` */
const SUSPECTS: Readonly<Partial<Record<ProblemCode, readonly CheckId[]>>> = {
  'target-not-connected': [
    'exec-agent',
    'task-definition',
    'task-role',
    'role-trust',
    'role-permissions',
    'network-path',
    'runtime-environment',
  ],
  'exec-not-enabled': ['task-running', 'exec-enabled', 'exec-agent'],
  'access-denied': ['caller-exec'],
  'container-not-running': ['task-running'],
  'kms-key-not-found': ['kms-key'],
  'kms-key-unusable': ['kms-key'],
  'kms-refused': ['kms-key'],
  'no-task-role': ['task-role'],
  'session-limit': ['sessions-left'],
  'session/agent-absent': ['exec-agent', 'role-permissions', 'network-path'],
  'session/forbidden': ['caller-channel'],
  'session/no-data-key': ['kms-key'],
  'task-stopped': ['task-running'],
};
