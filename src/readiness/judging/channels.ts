/** What a task's role needs for ECS Exec. Source: AmazonECS developer guide, "task-iam-roles" */
export const CHANNELS: readonly string[] = [
  'ssmmessages:CreateControlChannel',
  'ssmmessages:CreateDataChannel',
  'ssmmessages:OpenControlChannel',
  'ssmmessages:OpenDataChannel',
];
