import type { CapacityProviderShare, DeploymentSettings } from '../../aws/api/details.ts';
import { sentence, type Text } from '../../text.ts';
import { joined, verbatim } from './sheet.ts';

/** What something runs on, as its users call it. Source: API reference, `launchType`. */
export function launchInWords(launchType: string | undefined): Text | undefined {
  switch (launchType) {
    case undefined:
      return undefined;
    case 'FARGATE':
      return sentence('Fargate');
    case 'EC2':
      return sentence('EC2 instances');
    case 'EXTERNAL':
      return sentence('ECS Anywhere');
    case 'MANAGED_INSTANCES':
      return sentence('ECS Managed Instances');
    default:
      return verbatim(launchType);
  }
}

/** A capacity provider strategy: which share of the tasks goes where. */
export function strategyInWords(strategy: readonly CapacityProviderShare[] = []): Text | undefined {
  return joined(
    strategy.map(({ capacityProvider = '', weight = 0, base = 0 }) =>
      base === 0
        ? sentence('{0} (weight {1})', capacityProvider, weight)
        : sentence('{0} (weight {1}, base {2})', capacityProvider, weight, base),
    ),
  );
}

/** How a deployment goes about it. */
export function deploymentStrategyInWords({
  strategy = 'ROLLING',
  minimumHealthyPercent,
  maximumPercent,
  bakeTimeInMinutes = 0,
}: DeploymentSettings): Text | undefined {
  return joined([
    STRATEGIES[strategy] ?? verbatim(strategy),
    minimumHealthyPercent === undefined || maximumPercent === undefined
      ? undefined
      : sentence('{0} to {1} percent of the tasks', minimumHealthyPercent, maximumPercent),
    bakeTimeInMinutes === 0 ? undefined : sentence('bake time {0} min', bakeTimeInMinutes),
  ]);
}

const STRATEGIES: Readonly<Partial<Record<string, Text>>> = {
  ROLLING: sentence('rolling'),
  BLUE_GREEN: sentence('blue/green'),
  LINEAR: sentence('linear'),
  CANARY: sentence('canary'),
};

/** The state of a deployment. Source: API reference, ServiceDeployment, `status`. */
export function deploymentStatusInWords(status: string | undefined): Text {
  return STATUSES[status ?? ''] ?? verbatim(status ?? '?');
}

const STATUSES: Readonly<Partial<Record<string, Text>>> = {
  PENDING: sentence('pending'),
  IN_PROGRESS: sentence('in progress'),
  SUCCESSFUL: sentence('successful'),
  STOPPED: sentence('stopped'),
  STOP_REQUESTED: sentence('about to stop'),
  ROLLBACK_REQUESTED: sentence('about to be rolled back'),
  ROLLBACK_IN_PROGRESS: sentence('rolling back'),
  ROLLBACK_SUCCESSFUL: sentence('failed and rolled back'),
  ROLLBACK_FAILED: sentence('failed, and so did its rollback'),
};

/** `SCALE_UP` as `scale up`: AWS's words, which its pages and the console use. */
export function lowered(constant: string): string {
  return constant.toLowerCase().replaceAll('_', ' ');
}

/** The name of a target group, which is in the middle of its ARN: `…:targetgroup/<name>/<id>`. */
export function targetGroupName(arn: string): string {
  return /:targetgroup\/([^/]+)\//.exec(arn)?.[1] ?? arn;
}
