import type { Container, ContainerRequest, Task, TaskReport } from '../../src/aws/api/tasks.ts';

export const place: ContainerRequest = {
  clusterArn: 'arn:aws:ecs:eu-central-1:111122223333:cluster/shop',
  taskArn: 'arn:aws:ecs:eu-central-1:111122223333:task/shop/0123456789abcdef0123456789abcdef',
  container: 'web',
};

const running: Container = {
  arn: 'arn:aws:ecs:eu-central-1:111122223333:container/shop/0123456789abcdef0123456789abcdef/x',
  name: 'web',
  image: undefined,
  lastStatus: 'RUNNING',
  health: undefined,
  runtimeId: '0123-1',
  execAgent: { status: 'RUNNING', reason: undefined },
};

/** What ECS says of a task of a service that runs, with what differs. */
export function report(
  change: Partial<Omit<TaskReport, 'task'>> = {},
  task: Partial<Task> = {},
  container: Partial<Container> = {},
): TaskReport {
  const { clusterArn, taskArn } = place;
  return {
    task: {
      arn: taskArn,
      id: taskArn.slice(-32),
      clusterArn,
      group: 'service:web',
      definition: 'web:12',
      lastStatus: 'RUNNING',
      desiredStatus: 'RUNNING',
      launchType: 'FARGATE',
      platformFamily: 'Linux',
      startedAt: undefined,
      execEnabled: true,
      containers: [{ ...running, ...container }],
      ...task,
    },
    stopCode: undefined,
    stoppedReason: undefined,
    exits: [],
    ...change,
  };
}
