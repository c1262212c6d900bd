import { sentence } from '../../text.ts';
import { invalidParameter } from './common.ts';
import { type Explanation, names, oneSentence } from './explanation.ts';
import type { Failure } from './failure.ts';
import { type Question, serviceName } from './question.ts';

/** What Amazon ECS documents for its calls (https://docs.aws.amazon.com/AmazonECS/latest/APIReference). */
export const ECS = names(
  [['ClusterNotFoundException'], clusterNotFound],
  [['ServiceNotFoundException', 'ServiceNotActiveException'], serviceNotFound],
  [['TargetNotConnectedException'], targetNotConnected],
  [['InvalidParameterException', 'ValidationException', 'ValidationError'], explainParameter],
  [['ClientException'], explainClient],
  [['ServiceDeploymentNotFoundException'], deploymentNotFound],
  [
    [
      'BlockedException',
      'ConflictException',
      'NamespaceNotFoundException',
      'PlatformTaskDefinitionIncompatibilityException',
      'PlatformUnknownException',
      'UnsupportedFeatureException',
    ],
    refused,
  ],
);

/** The agent in the container is not there to answer. Session Manager says the same of its targets. */
export function targetNotConnected(): Explanation {
  return [
    'target-not-connected',
    sentence('The exec agent in the container is not connected to Session Manager.'),
    sentence(
      'Check that the task role allows the four ssmmessages actions and that the subnet reaches the ' +
        'ssmmessages endpoint. If the task has just started, try again in a few seconds.',
    ),
  ];
}

function clusterNotFound(_failure: Failure, { region }: Question): Explanation {
  return [
    'cluster-not-found',
    sentence('The cluster no longer exists in {0}.', region),
    sentence('Refresh the view, or select another region.'),
  ];
}

function serviceNotFound(): Explanation {
  return [
    'service-not-found',
    sentence('The service no longer exists in this cluster.'),
    sentence('Refresh the view.'),
  ];
}

/**
 * AWS's text for exec being off or the agent being down carries a curly apostrophe, so only its plain part is matched
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html).
 */
function explainParameter(failure: Failure, question: Question): Explanation {
  if (/execute command was not enabled|execute command agent/i.test(failure.message)) {
    return [
      'exec-not-enabled',
      sentence('ECS Exec was off when this task started, or its exec agent is not running.'),
      sentence(
        'Turn on ECS Exec for the service (enable-execute-command) and deploy again. It cannot be ' +
          'turned on for a running task.',
      ),
    ];
  }
  // AWS's words: https://github.com/aws/aws-cli/issues/6242
  if (/valid taskRoleArn is not being used/i.test(failure.message)) {
    return [
      'no-task-role',
      sentence('The task definition of the service has no task role. ECS refuses exec without one.'),
      ADD_TASK_ROLE,
    ];
  }
  // AWS's words: https://github.com/aws/aws-toolkit-vscode/issues/4017
  if (/(CODE_DEPLOY|EXTERNAL) deployment controller/i.test(failure.message)) {
    return [
      'other-controller',
      sentence('ECS does not deploy this service: {0}', oneSentence(failure.message)),
      sentence('Deploy it with the tool that controls its deployments.'),
    ];
  }
  if (question.operation === 'StopTask' && /referenced task was not found/i.test(failure.message)) {
    return ['task-not-known', sentence('ECS no longer knows this task.'), sentence('Refresh the view.')];
  }
  if (/container name/i.test(failure.message) || /specify.*container/i.test(failure.message)) {
    return [
      'container-missing',
      sentence('The task does not have this container, or has several and none was named.'),
      sentence('Refresh the view, then select a container.'),
    ];
  }
  return invalidParameter(failure, question);
}

const ADD_TASK_ROLE = sentence(
  'Add taskRoleArn, a role that allows the four ssmmessages actions, to the task definition and deploy it.',
);

function deploymentNotFound(): Explanation {
  return ['deployment-not-found', sentence('ECS no longer knows this deployment.'), sentence('Refresh the view.')];
}

function refused({ message }: Failure, question: Question): Explanation {
  return [
    'client',
    sentence('{0} refused {1}: {2}', serviceName(question), question.operation, oneSentence(message)),
    sentence('Check the service and its task definition, then try again.'),
  ];
}

function explainClient({ message }: Failure, question: Question): Explanation {
  if (/session limit/i.test(message)) {
    return [
      'session-limit',
      sentence('The container already has two sessions, and its exec agent allows no more.'),
      sentence('End one of them, then try again. Each terminal, command, copy and forwarded port is a session.'),
    ];
  }
  return [
    'client',
    sentence('{0} refused {1}: {2}', serviceName(question), question.operation, oneSentence(message)),
    sentence('Refresh the view because the task may have ended, and check that you may use it.'),
  ];
}
