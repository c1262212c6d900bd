import { type Text, text } from '../../../text.ts';
import type { Container } from '../../documents/container.ts';
import type { Value } from '../../syntax/value.ts';
import type { OldRule } from '../rule.ts';

/** The host of a private registry of Amazon ECR, in whatever partition, with IPv4 or dual-stack. */
const ECR_IMAGE = /^\d{12}\.dkr[.-]ecr(-fips)?\.[a-z\d-]+\.[a-z\d.-]+\//;

/**
 * "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'"; "Fargate requires
 * task definition to have execution role ARN to support log driver awslogs", "… to support ECR images"; "Private
 * repository authentication requires that the task definition specify a value for executionRoleArn"
 * (https://github.com/sil-org/ecs-deploy/issues/188): RegisterTaskDefinition's answers.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
 */
export const executionRole: OldRule = {
  id: 'task/execution-role',
  severity: 'error',
  check(taskDefinition, report) {
    if (!taskDefinition.get('executionRoleArn').isAbsent) {
      return;
    }
    const isOnFargate = taskDefinition.platform.requires('FARGATE') !== undefined;
    for (const container of taskDefinition.containers) {
      const need =
        secretsOf(container) ?? registryOf(container) ?? (isOnFargate ? needOnFargate(container) : undefined);
      if (need === undefined) {
        continue;
      }
      // One role serves all of them, so that it is said once.
      report(need);
      return;
    }
  },
};

/** What a container has that needs the role. */
interface Need {
  readonly at: { readonly start: number; readonly end: number };
  readonly message: Text;
}

function secretsOf(container: Container): Need | undefined {
  const secrets = container.get('secrets');
  const lists = [secrets, container.get('logConfiguration', 'secretOptions')];
  const list = lists.find(hasElements);
  return list?.key === undefined
    ? undefined
    : { at: list.key, message: text('ECS reads secrets with the execution role; set executionRoleArn.') };
}

function registryOf(container: Container): Need | undefined {
  const credentials = container.get('repositoryCredentials');
  const { scalar } = credentials.get('credentialsParameter');
  if (credentials.key === undefined || typeof scalar !== 'string' || scalar === '') {
    return undefined;
  }
  return {
    at: credentials.key,
    message: text('ECS signs in to a private registry with the execution role; set executionRoleArn.'),
  };
}

function hasElements(list: Value): boolean {
  return list.kind === 'array' && list.children.length > 0;
}

function needOnFargate(container: Container): Need | undefined {
  const driver = container.get('logConfiguration', 'logDriver');
  if (driver.is('awslogs')) {
    return {
      at: driver,
      message: text('Fargate writes logs with the execution role; for awslogs, set executionRoleArn.'),
    };
  }
  const image = container.get('image');
  // The host can be read even if a placeholder follows.
  return typeof image.scalar === 'string' && ECR_IMAGE.test(image.scalar)
    ? {
        at: image,
        message: text('Fargate pulls images from Amazon ECR with the execution role; set executionRoleArn.'),
      }
    : undefined;
}
