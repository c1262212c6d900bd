import { familyAndRevision, lastPart } from '../../arn.ts';
import type {
  DeploymentDescription,
  DeploymentPart,
  DeploymentSettings,
  LoadBalancerTarget,
  RevisionSummary,
  ServiceConnectConfiguration,
  ServiceDescription,
  TaskSetDescription,
} from '../../aws/api/details.ts';
import type { ScalingTarget } from '../../aws/api/scaling.ts';
import { sentence, type Text } from '../../text.ts';
import { age, span } from '../standing/age.ts';
import { meaningOf } from '../standing/service-events.ts';
import {
  type Asked,
  couldNotTell,
  fact,
  joined,
  type Line,
  say,
  type Section,
  type Sheet,
  type Times,
  verbatim,
} from './sheet.ts';
import {
  deploymentStatusInWords,
  deploymentStrategyInWords,
  launchInWords,
  lowered,
  strategyInWords,
  targetGroupName,
} from './words.ts';

/** Events that are shown; ECS keeps 100. */
const MOST_EVENTS = 25;
/** Milliseconds for which an event says what to do: for as long, ECS remembers tasks that have stopped. */
const ADVICE_WITHIN = 60 * 60_000;

/** All that is asked about a service. */
export interface ServiceAnswers {
  readonly service: ServiceDescription;
  readonly deployments: Asked<readonly DeploymentDescription[]>;
  /** `family:revision` by the ARN of a service revision; empty where it could not be asked. */
  readonly revisions: ReadonlyMap<string, string>;
  /** Undefined where nobody scales it. */
  readonly scaling: Asked<ScalingTarget | undefined>;
}

/** What there is to read about a service. */
export function serviceSheet(answers: ServiceAnswers, times: Times): Sheet {
  const { service } = answers;
  return {
    title: sentence('Service {0}', service.serviceName ?? ''),
    sections: [
      { lines: summary(service, times) },
      ...deploymentSections(answers, times),
      { title: sentence('How it is reached'), lines: reach(service) },
      { title: sentence('Scaling'), lines: scaling(answers) },
      { title: sentence('Network'), lines: network(service) },
      { title: sentence('Events'), lines: events(service, times) },
    ],
  };
}

function summary(service: ServiceDescription, { at }: Times): readonly Line[] {
  const { desiredCount = 0, runningCount = 0, pendingCount = 0, createdAt, createdBy } = service;
  return [
    ...fact(sentence('Tasks'), sentence('{0} of {1} running, {2} pending', runningCount, desiredCount, pendingCount)),
    ...(service.status === 'ACTIVE' ? [] : fact(sentence('Status'), service.status)),
    ...fact(sentence('Task definition'), service.taskDefinition && familyAndRevision(service.taskDefinition)),
    ...fact(
      sentence('ECS Exec'),
      service.enableExecuteCommand === true ? sentence('on for new tasks') : sentence('off for new tasks'),
    ),
    ...fact(
      sentence('Runs on'),
      joined([
        launchInWords(service.launchType),
        strategyInWords(service.capacityProviderStrategy),
        service.platformFamily,
        service.platformVersion === undefined ? undefined : sentence('platform {0}', service.platformVersion),
      ]),
    ),
    ...(service.schedulingStrategy === 'DAEMON'
      ? fact(sentence('Scheduling'), sentence('daemon: one task on each instance'))
      : []),
    ...fact(sentence('Deployed by'), controllerInWords(service)),
    ...fact(sentence('How it is deployed'), settingsInWords(service.deploymentConfiguration)),
    ...fact(
      sentence('Created'),
      createdAt &&
        (createdBy === undefined ? verbatim(at(createdAt)) : sentence('{0} by {1}', at(createdAt), createdBy)),
    ),
    ...fact(sentence('ARN'), service.serviceArn),
  ];
}

function controllerInWords({ deploymentController, resourceManagementType }: ServiceDescription): Text | undefined {
  if (resourceManagementType === 'ECS') {
    return sentence('ECS, as an Express service');
  }
  switch (deploymentController?.type) {
    case undefined:
    case 'ECS':
      return undefined;
    case 'CODE_DEPLOY':
      return sentence('AWS CodeDeploy');
    case 'EXTERNAL':
      return sentence('an external controller, in task sets');
    default:
      return verbatim(deploymentController?.type ?? '');
  }
}

function settingsInWords(settings: DeploymentSettings | undefined): Text | undefined {
  if (settings === undefined) {
    return undefined;
  }
  const { deploymentCircuitBreaker: breaker, alarms } = settings;
  return joined([
    deploymentStrategyInWords(settings),
    breaker?.enable !== true
      ? sentence('no circuit breaker')
      : breaker.rollback === true
        ? sentence('a circuit breaker that rolls back')
        : sentence('a circuit breaker that does not roll back'),
    alarms?.enable !== true || (alarms.alarmNames ?? []).length === 0
      ? undefined
      : sentence('alarms {0}', (alarms.alarmNames ?? []).join(', ')),
  ]);
}

/** Those that have tasks now, and those before. */
function deploymentSections(answers: ServiceAnswers, times: Times): readonly Section[] {
  const { service, deployments } = answers;
  const parts = service.deployments ?? [];
  const taskSets = service.taskSets ?? [];
  const known = 'value' in deployments ? deployments.value : [];
  // The deployments before are the same ones, once they are over.
  const open = known.filter(({ finishedAt, stoppedAt }) => finishedAt === undefined && stoppedAt === undefined);
  const over = known.filter((deployment) => !open.includes(deployment));
  return [
    {
      title: sentence('Deployments'),
      lines: [
        ...parts.flatMap((part) => partLines(part, times)),
        ...taskSets.flatMap((taskSet) => taskSetLines(taskSet, times)),
        ...(parts.length + taskSets.length === 0 ? say(sentence('None')) : []),
      ],
    },
    ...open.map((deployment) => ({
      title: sentence('Under way: {0}', deploymentStatusInWords(deployment.status)),
      isPart: true,
      lines: openLines(deployment, answers, times),
    })),
    {
      title: sentence('Earlier deployments'),
      lines:
        'problem' in deployments
          ? couldNotTell(deployments.problem)
          : over.flatMap((deployment) => pastLines(deployment, answers, times)),
    },
  ];
}

function partLines(part: DeploymentPart, { now }: Times): readonly Line[] {
  const { status, taskDefinition = '', desiredCount = 0, runningCount = 0, pendingCount = 0, failedTasks = 0 } = part;
  const state = part.rolloutState === undefined ? undefined : lowered(part.rolloutState);
  return fact(
    verbatim(familyAndRevision(taskDefinition)),
    joined([
      status === 'PRIMARY' ? sentence('newest') : sentence('being replaced'),
      sentence('{0} of {1} running', runningCount, desiredCount),
      pendingCount === 0 ? undefined : sentence('{0} pending', pendingCount),
      failedTasks === 0 ? undefined : sentence('{0} failed', failedTasks),
      state,
      part.createdAt && sentence('since {0}', age(part.createdAt, now)),
      part.rolloutState === 'COMPLETED' ? undefined : part.rolloutStateReason,
    ]),
  );
}

function taskSetLines(taskSet: TaskSetDescription, { now }: Times): readonly Line[] {
  const { status = '', taskDefinition = '', computedDesiredCount = 0, runningCount = 0, pendingCount = 0 } = taskSet;
  return fact(
    sentence('Task set {0}', taskSet.externalId ?? taskSet.id ?? ''),
    joined([
      familyAndRevision(taskDefinition),
      lowered(status),
      sentence('{0} of {1} running', runningCount, computedDesiredCount),
      pendingCount === 0 ? undefined : sentence('{0} pending', pendingCount),
      taskSet.stabilityStatus === undefined ? undefined : lowered(taskSet.stabilityStatus),
      taskSet.createdAt && sentence('since {0}', age(taskSet.createdAt, now)),
    ]),
  );
}

function openLines(deployment: DeploymentDescription, answers: ServiceAnswers, { now }: Times): readonly Line[] {
  const { deploymentCircuitBreaker: breaker, alarms, lifecycleStage, createdAt } = deployment;
  return [
    ...fact(sentence('Target'), revisionInWords(deployment.targetServiceRevision, answers)),
    ...(deployment.sourceServiceRevisions ?? []).flatMap((source) =>
      fact(sentence('In place of'), revisionInWords(source, answers)),
    ),
    ...fact(sentence('Stage'), lifecycleStage && lowered(lifecycleStage)),
    ...fact(
      sentence('Strategy'),
      deployment.deploymentConfiguration && deploymentStrategyInWords(deployment.deploymentConfiguration),
    ),
    ...fact(
      sentence('Circuit breaker'),
      breaker === undefined || breaker.status === 'DISABLED'
        ? sentence('off')
        : sentence(
            '{0} of {1} failures, {2}',
            breaker.failureCount ?? 0,
            breaker.threshold ?? '?',
            lowered(breaker.status ?? ''),
          ),
    ),
    ...fact(sentence('Alarms that went off'), (alarms?.triggeredAlarmNames ?? []).join(', ')),
    ...fact(sentence('Reason'), deployment.statusReason),
    ...fact(sentence('Rolled back because'), deployment.rollback?.reason),
    ...fact(sentence('Began'), createdAt && sentence('{0} ago', age(createdAt, now))),
  ];
}

function pastLines(deployment: DeploymentDescription, answers: ServiceAnswers, { at }: Times): readonly Line[] {
  const { createdAt, startedAt = createdAt, finishedAt, stoppedAt = finishedAt, status, rollback } = deployment;
  const why = rollback?.reason ?? (status === 'SUCCESSFUL' ? undefined : deployment.statusReason);
  const target = deployment.targetServiceRevision?.arn;
  return fact(
    verbatim(createdAt === undefined ? '?' : at(createdAt)),
    joined([
      target === undefined ? undefined : (answers.revisions.get(target) ?? undefined),
      deploymentStatusInWords(status),
      startedAt && stoppedAt && sentence('took {0}', span(Math.max(0, stoppedAt.getTime() - startedAt.getTime()))),
      rollback?.serviceRevisionArn === undefined
        ? undefined
        : sentence(
            'back to {0}',
            answers.revisions.get(rollback.serviceRevisionArn) ??
              sentence('revision {0} of the service', lastPart(rollback.serviceRevisionArn)),
          ),
      why,
    ]),
  );
}

function revisionInWords(summary: RevisionSummary | undefined, { revisions }: ServiceAnswers): Text | undefined {
  if (summary === undefined) {
    return undefined;
  }
  const { arn = '', requestedTaskCount = 0, runningTaskCount = 0, requestedProductionTrafficWeight: weight } = summary;
  return joined([
    revisions.get(arn) ?? sentence('revision {0} of the service', lastPart(arn)),
    sentence('{0} of {1} running', runningTaskCount, requestedTaskCount),
    weight === undefined ? undefined : sentence('{0} percent of the traffic', weight),
  ]);
}

/** Who leads others to its tasks. */
function reach(service: ServiceDescription): readonly Line[] {
  const targets = [
    ...(service.loadBalancers ?? []),
    ...(service.taskSets ?? []).flatMap(({ loadBalancers = [] }) => loadBalancers),
  ];
  const connect = service.deployments?.find(({ status }) => status === 'PRIMARY')?.serviceConnectConfiguration;
  const lines = [
    ...targets.flatMap(targetLines),
    ...(connect?.enabled === true ? connectLines(connect) : []),
    ...(service.serviceRegistries ?? []).flatMap(({ registryArn = '', containerName, containerPort, port }) =>
      fact(
        sentence('Cloud Map'),
        joined([lastPart(registryArn), containerInWords(containerName, containerPort ?? port)]),
      ),
    ),
  ];
  const grace = service.healthCheckGracePeriodSeconds ?? 0;
  return lines.length === 0
    ? say(sentence('Through no load balancer, Service Connect or Cloud Map'))
    : [...lines, ...(grace === 0 ? [] : fact(sentence('Health check grace period'), sentence('{0} s', grace)))];
}

function targetLines(target: LoadBalancerTarget): readonly Line[] {
  const { targetGroupArn, loadBalancerName, containerName, containerPort, advancedConfiguration } = target;
  const alternate = advancedConfiguration?.alternateTargetGroupArn;
  const where = containerInWords(containerName, containerPort);
  return targetGroupArn === undefined
    ? fact(sentence('Classic Load Balancer'), joined([loadBalancerName, where]))
    : fact(
        sentence('Target group'),
        joined([
          targetGroupName(targetGroupArn),
          alternate === undefined ? undefined : sentence('alternately {0}', targetGroupName(alternate)),
          where,
        ]),
      );
}

function connectLines({ namespace, services = [] }: ServiceConnectConfiguration): readonly Line[] {
  return [
    ...fact(
      sentence('Service Connect'),
      joined([
        namespace === undefined ? undefined : sentence('namespace {0}', lastPart(namespace)),
        services.length === 0 ? sentence('only as a client') : undefined,
      ]),
    ),
    ...services.flatMap(({ portName = '', discoveryName, clientAliases = [] }) =>
      fact(
        sentence('Port "{0}"', portName),
        clientAliases.length === 0
          ? sentence('known as {0}', discoveryName ?? portName)
          : sentence(
              'clients use {0}',
              clientAliases
                .map(
                  ({
                    dnsName = `${discoveryName ?? portName}${namespace === undefined ? '' : `.${lastPart(namespace)}`}`,
                    port,
                  }) => `${dnsName}:${port ?? ''}`,
                )
                .join(', '),
            ),
      ),
    ),
  ];
}

function containerInWords(container: string | undefined, port: number | undefined): Text | undefined {
  if (container === undefined) {
    return port === undefined ? undefined : sentence('port {0}', port);
  }
  return port === undefined
    ? sentence('container {0}', container)
    : sentence('container {0}, port {1}', container, port);
}

function scaling({ scaling: asked, service }: ServiceAnswers): readonly Line[] {
  if ('problem' in asked) {
    return couldNotTell(asked.problem);
  }
  const target = asked.value;
  if (target === undefined) {
    return service.schedulingStrategy === 'DAEMON'
      ? []
      : say(sentence('Application Auto Scaling does not change its desired count'));
  }
  const { suspended } = target;
  return [
    ...fact(sentence('Application Auto Scaling'), sentence('{0} to {1} tasks', target.least, target.most)),
    ...fact(
      sentence('Suspended'),
      joined([
        suspended.in ? sentence('scaling in') : undefined,
        suspended.out ? sentence('scaling out') : undefined,
        suspended.scheduled ? sentence('scheduled scaling') : undefined,
      ]),
    ),
  ];
}

function network({ networkConfiguration, taskSets = [] }: ServiceDescription): readonly Line[] {
  const awsvpc = (networkConfiguration ?? taskSets[0]?.networkConfiguration)?.awsvpcConfiguration;
  return awsvpc === undefined
    ? []
    : [
        ...fact(sentence('Subnets'), (awsvpc.subnets ?? []).join(', ')),
        ...fact(sentence('Security groups'), (awsvpc.securityGroups ?? []).join(', ')),
        ...fact(sentence('Public IP address'), awsvpc.assignPublicIp === 'ENABLED' ? sentence('yes') : sentence('no')),
      ];
}

/** ECS begins each with the service's name, which the reader knows. */
function events({ events: told = [] }: ServiceDescription, { at, now }: Times): readonly Line[] {
  return told.slice(0, MOST_EVENTS).flatMap(({ createdAt, message = '' }) => {
    const words = message.replace(/^\(service [^)]*\) /, '');
    const isFresh = createdAt !== undefined && now.getTime() - createdAt.getTime() < ADVICE_WITHIN;
    const meaning = isFresh ? meaningOf(message) : undefined;
    return fact(
      verbatim(createdAt === undefined ? '?' : at(createdAt)),
      meaning === undefined ? words : joined([words, meaning.advice], ' '),
    );
  });
}
