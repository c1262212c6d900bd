import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { DeploymentDescription, ServiceDescription, TaskDescription } from '../../../src/aws/api/details.ts';
import { clusterSheet } from '../../../src/live/details/cluster.ts';
import { type ServiceAnswers, serviceSheet } from '../../../src/live/details/service.ts';
import { type Times, toMarkdown } from '../../../src/live/details/sheet.ts';
import { type TaskAnswers, taskSheet } from '../../../src/live/details/task.ts';
import { Problem } from '../../../src/problem.ts';
import { sentence } from '../../../src/text.ts';
import { container, report } from '../../support/live-tasks.ts';

const NOW = new Date('2026-11-30T12:00:00Z');
const times: Times = { now: NOW, at: (time) => time.toISOString().slice(0, 16).replace('T', ' ') };
const minutesAgo = (minutes: number): Date => new Date(NOW.getTime() - minutes * 60_000);
const definition = (name: string): string => `arn:aws-cn:ecs:cn-north-1:111122223333:task-definition/${name}`;
const ARN = 'arn:aws-cn:ecs:cn-north-1:111122223333';

/** A service while its newest deployment fails. */
const storefront: ServiceDescription = {
  serviceArn: `${ARN}:service/shop/storefront`,
  serviceName: 'storefront',
  status: 'ACTIVE',
  desiredCount: 3,
  runningCount: 3,
  pendingCount: 1,
  capacityProviderStrategy: [
    { capacityProvider: 'FARGATE', weight: 1, base: 2 },
    { capacityProvider: 'FARGATE_SPOT', weight: 3 },
  ],
  platformVersion: '1.4.0',
  platformFamily: 'Linux',
  taskDefinition: definition('storefront:43'),
  schedulingStrategy: 'REPLICA',
  deploymentController: { type: 'ECS' },
  deploymentConfiguration: {
    strategy: 'BLUE_GREEN',
    minimumHealthyPercent: 100,
    maximumPercent: 200,
    bakeTimeInMinutes: 5,
    deploymentCircuitBreaker: { enable: true, rollback: true },
    alarms: { enable: true, rollback: true, alarmNames: ['too-slow'] },
  },
  enableExecuteCommand: true,
  healthCheckGracePeriodSeconds: 60,
  createdAt: minutesAgo(100_000),
  createdBy: 'arn:aws-cn:iam::111122223333:role/deploy',
  loadBalancers: [
    {
      targetGroupArn: `arn:aws-cn:elasticloadbalancing:cn-north-1:111122223333:targetgroup/blue/0123456789abcdef`,
      containerName: 'web',
      containerPort: 8080,
      advancedConfiguration: {
        alternateTargetGroupArn: `arn:aws-cn:elasticloadbalancing:cn-north-1:111122223333:targetgroup/green/fedcba9876543210`,
      },
    },
  ],
  serviceRegistries: [{ registryArn: 'arn:aws-cn:servicediscovery:cn-north-1:111122223333:service/srv-abc' }],
  networkConfiguration: {
    awsvpcConfiguration: { subnets: ['subnet-a', 'subnet-b'], securityGroups: ['sg-1'], assignPublicIp: 'DISABLED' },
  },
  deployments: [
    {
      id: 'ecs-svc/2',
      status: 'PRIMARY',
      taskDefinition: definition('storefront:43'),
      desiredCount: 3,
      runningCount: 0,
      pendingCount: 1,
      failedTasks: 2,
      createdAt: minutesAgo(4),
      rolloutState: 'IN_PROGRESS',
      rolloutStateReason: 'ECS deployment ecs-svc/2 in progress.',
      serviceConnectConfiguration: {
        enabled: true,
        namespace: 'arn:aws-cn:servicediscovery:cn-north-1:111122223333:namespace/ns-shop',
        services: [
          {
            portName: 'http',
            discoveryName: 'storefront',
            clientAliases: [{ port: 80, dnsName: 'storefront.shop' }, { port: 81 }],
          },
          { portName: 'admin' },
        ],
      },
    },
    {
      id: 'ecs-svc/1',
      status: 'ACTIVE',
      taskDefinition: definition('storefront:42'),
      desiredCount: 3,
      runningCount: 3,
      createdAt: minutesAgo(3000),
      rolloutState: 'COMPLETED',
      rolloutStateReason: 'ECS deployment ecs-svc/1 completed.',
    },
  ],
  events: [
    {
      createdAt: minutesAgo(1),
      message: '(service storefront) is unable to consistently start tasks successfully. For more information, see …',
    },
    { createdAt: minutesAgo(3000), message: '(service storefront) has reached a steady state.' },
    { createdAt: minutesAgo(3001), message: '(service storefront) operations are being throttled on ELB.' },
  ],
};

const revision = (id: string): string => `${ARN}:service-revision/shop/storefront/${id}`;

const deployments: readonly DeploymentDescription[] = [
  {
    status: 'IN_PROGRESS',
    createdAt: minutesAgo(4),
    lifecycleStage: 'SCALE_UP',
    targetServiceRevision: { arn: revision('2'), requestedTaskCount: 3, runningTaskCount: 0 },
    sourceServiceRevisions: [
      { arn: revision('1'), requestedTaskCount: 3, runningTaskCount: 3, requestedProductionTrafficWeight: 100 },
    ],
    deploymentConfiguration: { strategy: 'BLUE_GREEN' },
    deploymentCircuitBreaker: { status: 'MONITORING', failureCount: 2, threshold: 3 },
    alarms: { status: 'TRIGGERED', triggeredAlarmNames: ['too-slow'] },
  },
  {
    status: 'ROLLBACK_SUCCESSFUL',
    createdAt: minutesAgo(3000),
    startedAt: minutesAgo(3000),
    finishedAt: minutesAgo(2990),
    targetServiceRevision: { arn: revision('2') },
    rollback: {
      reason: 'Service deployment rolled back because of a circuit breaker.',
      serviceRevisionArn: revision('0'),
    },
  },
  {
    status: 'SUCCESSFUL',
    statusReason: 'Done.',
    createdAt: minutesAgo(9000),
    startedAt: minutesAgo(9000),
    finishedAt: minutesAgo(8996),
    targetServiceRevision: { arn: revision('1') },
  },
];

const answers: ServiceAnswers = {
  service: storefront,
  deployments: { value: deployments },
  revisions: new Map([
    [revision('1'), 'storefront:42'],
    [revision('2'), 'storefront:43'],
  ]),
  scaling: { value: { least: 2, most: 10, suspended: { in: true, out: false, scheduled: false } } },
};
const denied = { problem: new Problem('access-denied', sentence('You may not ask for it.')) };

suite('the details of a service', () => {
  const of = (change: Partial<ServiceAnswers> = {}, service: Partial<ServiceDescription> = {}): string =>
    toMarkdown(serviceSheet({ ...answers, service: { ...storefront, ...service }, ...change }, times));

  test('say all that there is, the present first', () => {
    assert.equal(
      of(),
      `# Service storefront

- Tasks: 3 of 3 running, 1 pending
- Task definition: storefront:43
- ECS Exec: on for new tasks
- Runs on: FARGATE (weight 1, base 2), FARGATE_SPOT (weight 3), Linux, platform 1.4.0
- How it is deployed: blue/green, 100 to 200 percent of the tasks, bake time 5 min, a circuit breaker that rolls back, alarms too-slow
- Created: 2026-09-22 01:20 by arn:aws-cn:iam::111122223333:role/deploy
- ARN: arn:aws-cn:ecs:cn-north-1:111122223333:service/shop/storefront

## Deployments

- storefront:43: newest, 0 of 3 running, 1 pending, 2 failed, in progress, since 4 min, ECS deployment ecs-svc/2 in progress.
- storefront:42: being replaced, 3 of 3 running, completed, since 2 days

### Under way: in progress

- Target: storefront:43, 0 of 3 running
- In place of: storefront:42, 3 of 3 running, 100 percent of the traffic
- Stage: scale up
- Strategy: blue/green
- Circuit breaker: 2 of 3 failures, monitoring
- Alarms that went off: too-slow
- Began: 4 min ago

## Earlier deployments

- 2026-11-28 10:00: storefront:43, failed and rolled back, took 10 min, back to revision 0 of the service, Service deployment rolled back because of a circuit breaker.
- 2026-11-24 06:00: storefront:42, successful, took 4 min

## How it is reached

- Target group: blue, alternately green, container web, port 8080
- Service Connect: namespace ns-shop
- Port "http": clients use storefront.shop:80, storefront.ns-shop:81
- Port "admin": known as admin
- Cloud Map: srv-abc
- Health check grace period: 60 s

## Scaling

- Application Auto Scaling: 2 to 10 tasks
- Suspended: scaling in

## Network

- Subnets: subnet-a, subnet-b
- Security groups: sg-1
- Public IP address: no

## Events

- 2026-11-30 11:59: is unable to consistently start tasks successfully. For more information, see … Its tasks stop soon after they start. Look at its recently stopped tasks.
- 2026-11-28 10:00: has reached a steady state.
- 2026-11-28 09:59: operations are being throttled on ELB.
`,
    );
  });

  test('what may not be asked could not be told', () => {
    const told = of({ deployments: denied, scaling: denied, revisions: new Map() });
    assert.match(told, /## Earlier deployments\n\n- Could not tell\. You may not ask for it\.\n/);
    assert.match(told, /## Scaling\n\n- Could not tell\. You may not ask for it\.\n/);
    assert.ok(of({ revisions: new Map() }).includes('- Target: revision 2 of the service, 0 of 3 running\n'));
  });

  test('a service that nothing leads to, and that nobody scales', () => {
    const told = of(
      { scaling: { value: undefined }, deployments: { value: [] } },
      { loadBalancers: [], serviceRegistries: [], deployments: [], events: [], networkConfiguration: undefined },
    );
    assert.match(told, /\n- None\n/);
    assert.match(told, /- Through no load balancer, Service Connect or Cloud Map\n/);
    assert.match(told, /- Application Auto Scaling does not change its desired count\n/);
    assert.doesNotMatch(told, /## (Network|Events|Earlier)/);
  });

  test('services that CodeDeploy or somebody else deploys, daemons and Express services', () => {
    const taskSets = [
      {
        id: 'ecs-svc/7',
        externalId: 'blue',
        status: 'PRIMARY',
        taskDefinition: definition('web:7'),
        computedDesiredCount: 2,
        runningCount: 2,
        createdAt: minutesAgo(90),
        stabilityStatus: 'STEADY_STATE',
        loadBalancers: [{ targetGroupArn: 'a:targetgroup/web/1', containerName: 'web', containerPort: 80 }],
      },
    ];
    const bare = { deployments: [], loadBalancers: [], taskDefinition: undefined, deploymentConfiguration: undefined };
    const told = of({}, { ...bare, taskSets, deploymentController: { type: 'CODE_DEPLOY' } });
    assert.match(told, /- Deployed by: AWS CodeDeploy\n/);
    assert.match(told, /- Task set blue: web:7, primary, 2 of 2 running, steady state, since 1 h\n/);
    assert.match(told, /- Target group: web, container web, port 80\n/);
    assert.match(of({}, { deploymentController: { type: 'EXTERNAL' } }), /an external controller, in task sets/);
    assert.match(of({}, { resourceManagementType: 'ECS' }), /- Deployed by: ECS, as an Express service\n/);
    const daemon = of({ scaling: { value: undefined } }, { schedulingStrategy: 'DAEMON', launchType: 'EXTERNAL' });
    assert.match(daemon, /- Scheduling: daemon: one task on each instance\n/);
    assert.match(daemon, /- Runs on: ECS Anywhere, /);
    assert.doesNotMatch(daemon, /## Scaling/);
  });

  test("others' words stay on their line and lead nowhere", () => {
    const told = of({}, { createdBy: 'me\n## Not a title [x](command:y)\u202e' });
    assert.ok(told.includes('by me ## Not a title [x] (command:y)\ufffd\n'));
  });
});

suite('the details of a task', () => {
  const web: TaskDescription = {
    taskArn: `${ARN}:task/shop/0123456789abcdef0123456789abcdef`,
    group: 'service:web',
    startedBy: 'ecs-svc/1',
    taskDefinitionArn: definition('web:12'),
    lastStatus: 'RUNNING',
    desiredStatus: 'RUNNING',
    healthStatus: 'UNHEALTHY',
    launchType: 'EXTERNAL',
    containerInstanceArn: `${ARN}:container-instance/shop/1`,
    availabilityZone: 'cn-north-1a',
    cpu: '256',
    memory: '512',
    enableExecuteCommand: true,
    createdAt: minutesAgo(91),
    pullStartedAt: minutesAgo(91),
    pullStoppedAt: minutesAgo(90.5),
    startedAt: minutesAgo(90),
    containers: [
      {
        name: 'web',
        image: 'nginx:1.27',
        imageDigest: 'sha256:0123',
        runtimeId: 'r-1',
        lastStatus: 'RUNNING',
        healthStatus: 'UNHEALTHY',
        managedAgents: [{ name: 'ExecuteCommandAgent', lastStatus: 'RUNNING' }],
        networkInterfaces: [{ privateIpv4Address: '10.0.0.7' }],
        networkBindings: [{ bindIP: '0.0.0.0', containerPort: 80, hostPort: 32768, protocol: 'tcp' }],
        cpu: '0',
      },
      { name: 'ecs-service-connect-x', lastStatus: 'RUNNING' },
    ],
  };
  const taskAnswers: TaskAnswers = {
    task: web,
    report: report({}, { containers: [container(), container({ name: 'ecs-service-connect-x' })] }),
    system: 'windows',
    instance: {
      value: {
        ec2InstanceId: 'mi-0abc',
        status: 'ACTIVE',
        agentConnected: false,
        versionInfo: { agentVersion: '1.99.1' },
      },
    },
    readiness: new Map([['web', [sentence('ready for exec')]]]),
  };
  const of = (change: Partial<TaskAnswers> = {}, only?: string): string =>
    toMarkdown(taskSheet({ ...taskAnswers, ...change }, times, only));

  test('say what it is, what it runs on, and how its containers are', () => {
    assert.equal(
      of(),
      `# Task 0123456789abcdef0123456789abcdef

- Status: running
- Health: unhealthy
- Task definition: web:12
- Service: web
- Started by: ecs-svc/1
- ECS Exec: on
- Runs on: ECS Anywhere
- Operating system: Windows
- Instance: mi-0abc, ECS agent 1.99.1, its agent is not connected
- Availability Zone: cn-north-1a
- CPU and memory: 256 CPU units, 512 MiB
- ARN: ${ARN}:task/shop/0123456789abcdef0123456789abcdef

## Times

- Created: 2026-11-30 10:29
- Pulled its images: in 30 s
- Started: 2026-11-30 10:30, 1 h ago

## Container web

- Status: running
- Health: unhealthy
- ECS Exec: ready for exec
- Exec agent: running
- Image: nginx:1.27
- Digest: sha256:0123
- IP address: 10.0.0.7
- Port 80: 0.0.0.0:32768 of the instance, tcp
- Runtime id: r-1

## Container ecs-service-connect-x

- Kind: Service Connect sidecar
- Status: running
`,
    );
  });

  test('one container comes first, and its task after it', () => {
    const told = of({}, 'web');
    assert.match(told, /^# Container web\n\n- Status: running\n/);
    assert.match(told, /\n## Task 0123456789abcdef0123456789abcdef\n\n- Status: running\n/);
    assert.ok(!told.includes('ecs-service-connect-x'));
  });

  test('one that has stopped says why, and how each container ended', () => {
    const task = { ...web, lastStatus: 'STOPPED', desiredStatus: 'STOPPED', stoppedAt: minutesAgo(3) };
    const told = of({
      task,
      report: report(
        {
          stopCode: 'EssentialContainerExited',
          stoppedReason: 'Essential container in task exited',
          exits: [{ container: 'web', exitCode: 137, reason: undefined }],
        },
        { lastStatus: 'STOPPED', desiredStatus: 'STOPPED' },
      ),
    });
    assert.match(told, /- Status: stopped\n- How it ended: Task 01234567 has stopped: one of its essential/);
    assert.match(told, /Container "web": exit code 137, killed or out of memory\.\n/);
    assert.match(told, /- Stopped: 2026-11-30 11:57, 3 min ago\n/);
  });

  test('what may not be asked could not be told', () => {
    assert.match(
      of({ instance: denied, system: 'unknown' }),
      /- Runs on: ECS Anywhere\n- Could not tell\. You may not/,
    );
  });
});

suite('the details of a cluster', () => {
  test('say where sessions are logged and how they are encrypted', () => {
    assert.equal(
      toMarkdown(
        clusterSheet({
          clusterArn: `${ARN}:cluster/shop`,
          clusterName: 'shop',
          status: 'ACTIVE',
          registeredContainerInstancesCount: 2,
          runningTasksCount: 7,
          pendingTasksCount: 1,
          activeServicesCount: 2,
          capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
          defaultCapacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1 }],
          settings: [{ name: 'containerInsights', value: 'enhanced' }],
          serviceConnectDefaults: { namespace: 'shop.local' },
          configuration: {
            executeCommandConfiguration: {
              kmsKeyId: 'alias/exec',
              logging: 'OVERRIDE',
              logConfiguration: { cloudWatchLogGroupName: '/ecs/exec', s3BucketName: 'audit' },
            },
          },
        }),
      ),
      `# Cluster shop

- Services: 2
- Tasks: 7 running, 1 pending
- Container instances: 2
- Capacity providers: FARGATE, FARGATE_SPOT
- Default strategy: FARGATE (weight 1)
- Service Connect namespace: shop.local
- ARN: ${ARN}:cluster/shop

## ECS Exec

- Sessions are logged: in log group /ecs/exec, bucket audit
- Sessions are encrypted: by TLS and the KMS key alias/exec

## Settings

- Container Insights: enhanced
`,
    );
    const plain = toMarkdown(clusterSheet({ clusterName: 'shop' }));
    assert.match(plain, /- Sessions are logged: as the task definition logs each container\n/);
    assert.match(plain, /- Sessions are encrypted: by TLS\n/);
  });
});
