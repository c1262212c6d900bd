import { sentence } from '../text.ts';
import type { Policy } from './policy.ts';
import type { Places, Scope } from './scope.ts';
import { allow, EVERYTHING } from './statements.ts';

/** What the view of clusters, services and tasks asks for. */
export function browsePolicy(_scope: Scope, places: Places): Policy {
  const inCluster = [{ operator: 'ArnEquals', key: 'ecs:cluster', values: [places.cluster] }] as const;
  return {
    id: 'browse',
    title: sentence('user: see the services and tasks of the cluster'),
    remark: undefined,
    statements: [
      allow('EcsExecListClusters', ['ecs:ListClusters'], EVERYTHING),
      allow('EcsExecSeeCluster', ['ecs:DescribeClusters'], [places.cluster]),
      // These two take no cluster or service as a resource.
      allow('EcsExecList', ['ecs:ListServices', 'ecs:ListTasks'], EVERYTHING, inCluster),
      allow('EcsExecSeeServices', ['ecs:DescribeServices'], [places.services]),
      allow('EcsExecSeeTasks', ['ecs:DescribeTasks'], [places.tasks]),
      allow('EcsExecSeeTaskDefinitions', ['ecs:DescribeTaskDefinition'], EVERYTHING),
    ],
  };
}

/**
 * What a session needs: ExecuteCommand is allowed on the cluster and on the task, or not at all.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
 */
export function execPolicy({ containers, sessions: { keyArn } }: Scope, places: Places): Policy {
  const named = containers.map((container) => [container]);
  return {
    id: 'exec',
    title: sentence('user: exec into containers'),
    remark: sentence('Who may exec has the rights of root in the container, and those of its task role.'),
    statements: [
      allow(
        'EcsExecIntoContainers',
        ['ecs:ExecuteCommand'],
        [places.cluster, places.tasks],
        named.length === 0 ? [] : [{ operator: 'StringEquals', key: 'ecs:container-name', values: named }],
      ),
      allow('EcsExecFindTasks', ['ecs:DescribeTasks'], [places.tasks]),
      allow('EcsExecOpenChannel', ['ssmmessages:OpenDataChannel'], EVERYTHING),
      allow('EcsExecKeepSessions', ['ssm:ResumeSession', 'ssm:TerminateSession'], [places.sessions]),
      ...(keyArn === undefined ? [] : [allow('EcsExecEncrypt', ['kms:GenerateDataKey'], [places.key])]),
    ],
  };
}

/**
 * What forwarded ports need: StartSession on the task, and on the document in a statement of its own. Sessions carry
 * who has started them as a tag.
 * Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-restrict-access-examples.html
 */
export function portsPolicy(_scope: Scope, places: Places): Policy {
  const own = [
    { operator: 'StringLike', key: 'ssm:resourceTag/aws:ssmmessages:session-id', values: [['${aws:userid}']] },
  ] as const;
  const documents = ['AWS-StartPortForwardingSession', 'AWS-StartPortForwardingSessionToRemoteHost'];
  return {
    id: 'ports',
    title: sentence('user: forward ports'),
    remark: sentence('Sessions that forward ports are not logged.'),
    statements: [
      allow('EcsExecStartSession', ['ssm:StartSession'], [places.tasks]),
      allow(
        'EcsExecUseDocuments',
        ['ssm:StartSession'],
        documents.map((name) => places.document(name)),
      ),
      allow('EcsExecFindTasksForPorts', ['ecs:DescribeTasks'], [places.tasks]),
      allow('EcsExecOpenChannelForPorts', ['ssmmessages:OpenDataChannel'], EVERYTHING),
      allow('EcsExecKeepOwnSessions', ['ssm:ResumeSession', 'ssm:TerminateSession'], [places.allSessions], own),
    ],
  };
}
