/** What each command on live tasks asks of AWS, beside what the tree does; as docs/live.md tells it. */
export const PERMISSIONS: Readonly<Record<string, readonly string[]>> = {
  enableExec: [
    'ecs:DescribeServices',
    'ecs:DescribeTaskDefinition',
    'ecs:ListTasks',
    'ecs:DescribeTasks',
    'ecs:UpdateService',
  ],
  disableExec: ['ecs:DescribeServices', 'ecs:UpdateService'],
  forceNewDeployment: ['ecs:DescribeServices', 'ecs:UpdateService'],
  rollBackDeployment: ['ecs:DescribeServices', 'ecs:DescribeServiceDeployments', 'ecs:StopServiceDeployment'],
  continueDeployment: ['ecs:DescribeServices', 'ecs:DescribeServiceDeployments', 'ecs:ContinueServiceDeployment'],
  changeDesiredCount: ['ecs:DescribeServices', 'application-autoscaling:DescribeScalableTargets', 'ecs:UpdateService'],
  stopTask: ['ecs:GetTaskProtection', 'ecs:StopTask'],
  runDebugTask: [
    'ecs:DescribeServices',
    'ecs:DescribeTaskDefinition',
    'ecs:RunTask',
    'iam:PassRole',
    'ecs:DescribeTasks',
    'ecs:ExecuteCommand',
    'ecs:StopTask',
  ],
  openTaskDefinition: ['ecs:DescribeServices', 'ecs:DescribeTaskDefinition'],
  compareTaskDefinition: ['ecs:DescribeServices', 'ecs:DescribeTaskDefinition', 'ecs:ListTaskDefinitions'],
  showEnvironment: ['ecs:DescribeTaskDefinition'],
};
