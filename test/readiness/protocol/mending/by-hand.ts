import assert from 'node:assert/strict';
import { type TaskDefinition, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { createLanguageService } from '../../../../src/language/index.ts';
import { applyEdits } from '../../../../src/language/syntax/edits.ts';
import { registrableText } from '../../../../src/live/task-definition-text.ts';
import type { Mend } from '../../../../src/readiness/model/mend.ts';
import type { PolicyDocument, Simulator, World } from '../../../simulator/index.ts';
import { BUCKET, CLUSTER, SERVICE, TASK_ROLE } from '../../../simulator/scenarios/causes.ts';
import { connect } from '../../../simulator/tests/client.ts';

type Hand = (simulator: Simulator, text: string) => unknown;

/** What somebody does whom the report sends elsewhere. */
export interface ByHand {
  /** The thing that helps by which the report sends there; undefined where it has none, and only says what is wrong. */
  readonly after: Mend['kind'] | undefined;
  /** Who does what there, and where the report has nothing for it, why. */
  readonly what: string;
  /** Does it. `text` is what the report hands out; empty where that is no text. */
  readonly hand: Hand;
}

/** What nobody can make pass, and why. */
export interface NotMended {
  readonly why: string;
}

/** The statement that is handed out for the policy of a key. */
const ALLOWED_BY_KEY: ByHand = {
  after: 'text',
  what: 'whoever may adds the statement to the policy of the key',
  hand: ({ world }, text) => world.keys.forEach((key) => (key.policy = withStatements(key.policy, text))),
};

const KEPT_FROM_KEY: ByHand = {
  after: 'console',
  what: 'whoever knows why the policy of the key denies it takes the statement away: to allow it would not help',
  hand: ({ world }) =>
    world.keys.forEach((key) => {
      const policy = JSON.parse(key.policy) as PolicyDocument;
      const kept = [policy.Statement].flat().filter(({ Effect }) => Effect === 'Allow');
      key.policy = JSON.stringify({ ...policy, Statement: kept });
    }),
};

/**
 * What helps against each cause for which it is not enough to press a button, or to run a command, that the report
 * offers.
 */
export const BY_HAND: Readonly<Record<string, ByHand | NotMended>> = {
  'task-pending': { after: 'wait', what: 'time passes until the task runs', hand: startTask },
  'agent-pending': { after: 'wait', what: 'time passes until the agent runs', hand: startTask },
  'deployment-under-way': {
    after: 'wait',
    what: 'time passes until the deployment is over',
    hand: ({ world }) =>
      world.clusters
        .get(CLUSTER)
        ?.services.get(SERVICE)
        ?.deployments?.forEach((each) => (each.rolloutState = 'COMPLETED')),
  },
  'task-stopped': {
    after: 'console',
    what: 'whoever owns the image makes it so that it can be pulled, and the service starts another task',
    hand: (simulator) => deploy(simulator, { desiredCount: 1 }),
  },
  'old-agent': {
    after: undefined,
    what: 'whoever owns the instance updates its agent: AWS has no call for it that works on every AMI',
    hand: ({ world }) => instancesOf(world).forEach((each) => (each.versionInfo = { agentVersion: '1.99.1' })),
  },
  'agent-disconnected': {
    after: undefined,
    what: 'whoever owns the instance sees to it: what has happened to its agent cannot be seen from outside',
    hand: ({ world }) => instancesOf(world).forEach((each) => (each.agentConnected = true)),
  },
  'read-only-root': {
    after: 'task-definition',
    what: 'the fix of the rule is applied in the document, which is registered and deployed',
    hand: (simulator) => deployFixed(simulator, 'exec/readonly-root-filesystem'),
  },
  'proxy-in-definition': {
    after: 'task-definition',
    what: 'the fix of the rule is applied in the document, which is registered and deployed',
    hand: (simulator) => deployFixed(simulator, 'exec/proxy-bypass'),
  },
  'credentials-in-definition': {
    after: 'task-definition',
    what: 'the fix of the rule is applied in the document, which is registered and deployed',
    hand: (simulator) => deployFixed(simulator, 'exec/credentials-in-environment'),
  },
  'credentials-in-secrets': {
    after: 'task-definition',
    what: 'the fix of the rule is applied in the document, which is registered and deployed',
    hand: (simulator) => deployFixed(simulator, 'exec/credentials-in-environment'),
  },
  'no-role': {
    after: 'text',
    what: 'after the commands have made a role, the task definition names it, and is registered and deployed',
    hand: (simulator) => deployWithRole(simulator),
  },
  'no-instance-profile': {
    after: 'text',
    what: 'after the commands have made a role, the task definition names it, and is registered and deployed',
    hand: (simulator) => deployWithRole(simulator),
  },
  'role-denies-channels': {
    after: 'console',
    what: 'whoever knows why the policy denies it takes the statement away: a policy that allows it would not help',
    hand: ({ world }) => roleOf(world).inline.delete('guard'),
  },
  'boundary-without-channels': {
    after: 'text',
    what: 'an administrator adds the statement to the permissions boundary',
    hand: ({ world: { iam } }, text) => {
      for (const [arn, policy] of iam.policies) {
        if (policy.name === `${TASK_ROLE}-boundary`) {
          iam.policies.set(arn, { ...policy, document: withStatements(policy.document, text) });
        }
      }
    },
  },
  'organization-denies-channels': {
    after: 'text',
    what: 'an administrator of the organization takes the denial away',
    hand: ({ world }) => world.iam.serviceControlPolicies?.delete('no-sessions'),
  },
  'endpoint-policy': {
    after: 'text',
    what: 'whoever may adds the statement to the policy of the endpoint',
    hand: ({ world }, text) =>
      world.vpcs.endpoints.forEach(
        (endpoint) => (endpoint.PolicyDocument = withStatements(endpoint.PolicyDocument ?? '', text)),
      ),
  },
  'transit-gateway': { why: 'what lies behind a transit gateway cannot be seen, and may well work' },
  'shared-vpc': { why: 'the owner of the VPC alone sees its routes, and they may well lead out' },
  'key-disabled': {
    after: 'console',
    what: 'the key is enabled',
    hand: ({ world }) => world.keys.forEach((key) => (key.enabled = true)),
  },
  'key-deleted-soon': {
    after: 'console',
    what: 'the deletion of the key is cancelled, and the key enabled',
    hand: ({ world }) => world.keys.forEach((key) => Object.assign(key, { deletionDate: undefined, enabled: true })),
  },
  'key-for-signing': {
    after: 'console',
    what: 'the cluster names a key for encryption; of an existing one, the use cannot be changed',
    hand: ({ world }) => world.keys.forEach((key, id) => world.keys.set(id, { ...key, usage: 'ENCRYPT_DECRYPT' })),
  },
  'key-policy-without-role': ALLOWED_BY_KEY,
  'key-policy-without-caller': ALLOWED_BY_KEY,
  'key-policy-denies-role': KEPT_FROM_KEY,
  'key-policy-denies-caller': KEPT_FROM_KEY,
  'no-bucket': {
    after: 'console',
    what: 'the bucket is made',
    hand: ({ world }) =>
      world.buckets.set(BUCKET, {
        name: BUCKET,
        region: world.region,
        owner: world.account,
        encryption: { algorithm: 'AES256' },
      }),
  },
  'bucket-not-encrypted': {
    after: 'console',
    what: 'the bucket gets encryption',
    hand: ({ world }) => world.buckets.forEach((bucket) => (bucket.encryption = { algorithm: 'AES256' })),
  },
  'caller-may-not-make-data-keys': allowedByOthers(),
  'caller-may-not-exec': allowedByOthers(),
  'caller-may-exec-task-only': allowedByOthers(),
  'caller-may-exec-cluster-only': allowedByOthers(),
  'caller-may-not-open-channels': allowedByOthers(),
  'credentials-at-run-time': {
    after: undefined,
    what: 'whoever started the task starts another without these variables: only they know what it was to do',
    hand: (simulator) => deploy(simulator),
  },
  'proxy-at-run-time': {
    after: undefined,
    what: 'whoever started the task starts another without these variables: only they know what it was to do',
    hand: (simulator) => deploy(simulator),
  },
};

/** Nobody's own permissions are changed from here. */
function allowedByOthers(): ByHand {
  return {
    after: 'text',
    what: 'whoever may adds the statement to the policies of the caller',
    hand: ({ world: { iam } }, text) => {
      iam.permissions = JSON.parse(withStatements(JSON.stringify(iam.permissions), text)) as PolicyDocument;
    },
  };
}

/** Things that time does to a task that was starting, or whose agent was. */
function startTask({ world }: Simulator): void {
  for (const { description } of world.clusters.get(CLUSTER)?.tasks.values() ?? []) {
    description.lastStatus = 'RUNNING';
    description.startedAt = new Date();
    for (const [index, container] of (description.containers ?? []).entries()) {
      container.lastStatus = 'RUNNING';
      container.runtimeId ??= `${description.taskArn?.split('/').at(-1) ?? ''}-${index}`;
      container.managedAgents = [{ name: 'ExecuteCommandAgent', lastStatus: 'RUNNING' }];
    }
  }
}

async function deploy(
  simulator: Simulator,
  change: { readonly taskDefinition?: string; readonly desiredCount?: number } = {},
): Promise<void> {
  const update = { cluster: CLUSTER, service: SERVICE, forceNewDeployment: true, ...change };
  await connect(simulator).send(new UpdateServiceCommand(update));
}

/** As somebody does it in the document that the report opens: the first fix of the rule, again until it is content. */
async function deployFixed(simulator: Simulator, rule: string): Promise<void> {
  let text = registrableText(definitionOf(simulator.world));
  for (let fixes = 0; fixes < 10; fixes++) {
    const finding = createLanguageService()
      .openLive(text, { launchType: 'FARGATE' })
      .findings()
      .find((each) => each.rule === rule);
    if (finding === undefined) {
      assert.notEqual(fixes, 0, `${rule} finds nothing.`);
      return register(simulator, JSON.parse(text) as TaskDefinition);
    }
    const [fix] = finding.fixes;
    assert.ok(fix, `${rule} has no fix.`);
    text = applyEdits(text, fix.edits());
  }
  assert.fail(`${rule} is never content.`);
}

async function deployWithRole(simulator: Simulator): Promise<void> {
  const { arn } = simulator.world.iam.roles.get('ecs-exec-task') ?? assert.fail('No command has made the role.');
  await register(simulator, { ...definitionOf(simulator.world), taskRoleArn: arn });
}

function definitionOf({ taskDefinitions }: World): TaskDefinition {
  return [...taskDefinitions.values()].at(-1)?.description ?? assert.fail();
}

/** Registers the next revision, and deploys it. */
async function register(simulator: Simulator, definition: TaskDefinition): Promise<void> {
  const { taskDefinitions } = simulator.world;
  const before = definitionOf(simulator.world);
  const taskDefinitionArn = before.taskDefinitionArn?.replace(/:1$/, ':2') ?? '';
  const description = { ...before, ...definition, revision: 2, taskDefinitionArn };
  taskDefinitions.set(taskDefinitionArn, { description, tags: [] });
  await deploy(simulator, { taskDefinition: taskDefinitionArn });
}

function instancesOf({ clusters }: World) {
  return [...(clusters.get(CLUSTER)?.instances.values() ?? [])];
}

function roleOf({ iam }: World) {
  return iam.roles.get(TASK_ROLE) ?? assert.fail();
}

/** A policy with a statement more, or with all of another policy. */
function withStatements(policy: string, text: string): string {
  const before = JSON.parse(policy) as PolicyDocument;
  const more = JSON.parse(text) as PolicyDocument | PolicyDocument['Statement'];
  const added = 'Statement' in more ? more.Statement : more;
  return JSON.stringify({ ...before, Statement: [before.Statement, added].flat() });
}
