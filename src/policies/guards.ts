import { sentence } from '../text.ts';
import type { Policy } from './policy.ts';
import type { Places, Scope } from './scope.ts';
import { deny, EVERYTHING } from './statements.ts';

/** Denies sessions that go past ECS Exec, and its logs. */
export function sessionGuard(_scope: Scope, places: Places): Policy {
  return {
    id: 'guard-sessions',
    title: sentence('guard: no sessions that bypass ECS Exec'),
    remark: sentence('It also ends the forwarding of ports through these tasks. Sessions of ECS Exec go on working.'),
    statements: [deny('EcsExecNoOtherSessions', ['ssm:StartSession'], [places.tasks])],
  };
}

/**
 * Denies tasks and services with exec on. The key is part of these four requests, and not of ExecuteCommand's.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
 */
export function launchGuard(_scope: Scope, places: Places): Policy {
  return {
    id: 'guard-launches',
    title: sentence('guard: no tasks with exec on'),
    remark: sentence('It does not end exec in tasks that run already.'),
    statements: [
      deny(
        'EcsExecNoLaunches',
        ['ecs:CreateService', 'ecs:RunTask', 'ecs:StartTask', 'ecs:UpdateService'],
        EVERYTHING,
        [
          { operator: 'StringEquals', key: 'ecs:enable-execute-command', values: [['true']] },
          { operator: 'ArnEquals', key: 'ecs:cluster', values: [places.cluster] },
        ],
      ),
    ],
  };
}
