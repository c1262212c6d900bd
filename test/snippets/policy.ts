import assert from 'node:assert/strict';

export interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Principal?: unknown;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface Policy {
  readonly Version: string;
  readonly Statement: readonly Statement[];
}

/**
 * The element names of a statement, https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
const ELEMENTS = ['Sid', 'Effect', 'Principal', 'Action', 'Resource', 'Condition'];

const EVERYTHING = /^\*$/;
const ARN_START = 'arn:(aws|aws-cn|aws-us-gov)';
const REGIONAL = '([a-z]{2}(-[a-z]+)+-\\d|\\*):(\\d{12}|\\*)';
const CLUSTER = new RegExp(`^${ARN_START}:ecs:${REGIONAL}:cluster/[^/]+$`);
const TASK = new RegExp(`^${ARN_START}:ecs:${REGIONAL}:task/(\\*|[^/]+/\\*)$`);
const LOG_GROUP = new RegExp(`^${ARN_START}:logs:${REGIONAL}:log-group:[^:]+:\\*$`);
const KMS_KEY = new RegExp(`^${ARN_START}:kms:${REGIONAL}:key/[0-9a-f-]{36}$`);
const BUCKET = new RegExp(`^${ARN_START}:s3:::[a-z0-9.-]+$`);
const SESSION = new RegExp(`^${ARN_START}:ssm:${REGIONAL}:session/ecs-execute-command-\\*$`);
const OWN_SESSION = new RegExp(`^${ARN_START}:ssm:${REGIONAL}:session/\\*$`);
const DOCUMENT = new RegExp(`^${ARN_START}:ssm:[a-z0-9-]+::document/AWS-StartPortForwardingSession(ToRemoteHost)?$`);
const OBJECT = new RegExp(`^${ARN_START}:s3:::[a-z0-9.-]+/\\*$`);

/**
 * The actions that ECS Exec is about, each with the kinds of resource that a statement must name for it.
 * Source: the Service Authorization Reference of each service,
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const ACTIONS: Readonly<Record<string, readonly RegExp[]>> = {
  'ecs:CreateService': [EVERYTHING],
  'ecs:DescribeTasks': [TASK],
  'ecs:ExecuteCommand': [CLUSTER, TASK],
  'ecs:RunTask': [EVERYTHING],
  'ecs:StartTask': [EVERYTHING],
  'ecs:UpdateService': [EVERYTHING],
  'kms:Decrypt': [KMS_KEY],
  'kms:GenerateDataKey': [KMS_KEY],
  'logs:CreateLogStream': [LOG_GROUP],
  'logs:DescribeLogGroups': [EVERYTHING],
  'logs:DescribeLogStreams': [LOG_GROUP],
  'logs:PutLogEvents': [LOG_GROUP],
  's3:GetBucketLocation': [EVERYTHING],
  's3:GetEncryptionConfiguration': [BUCKET],
  's3:PutObject': [OBJECT],
  'ssm:ResumeSession': [SESSION],
  'ssm:StartSession': [TASK],
  'ssm:TerminateSession': [SESSION],
  'ssmmessages:CreateControlChannel': [EVERYTHING],
  'ssmmessages:CreateDataChannel': [EVERYTHING],
  'ssmmessages:OpenControlChannel': [EVERYTHING],
  'ssmmessages:OpenDataChannel': [EVERYTHING],
};

/** What a statement may name for an action in place of these. */
const INSTEAD: Readonly<Record<string, RegExp>> = {
  'ssm:ResumeSession': OWN_SESSION,
  'ssm:StartSession': DOCUMENT,
  'ssm:TerminateSession': OWN_SESSION,
};

const LAUNCHES = ['ecs:CreateService', 'ecs:RunTask', 'ecs:StartTask', 'ecs:UpdateService'];

/** What only reads, of which a report on any container asks. */
const READS: ReadonlySet<string> = new Set([
  'ec2:DescribeDhcpOptions',
  'ec2:DescribeImages',
  'ec2:DescribeInstances',
  'ec2:DescribeNetworkAcls',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeRouteTables',
  'ec2:DescribeSecurityGroups',
  'ec2:DescribeSubnets',
  'ec2:DescribeVpcAttribute',
  'ec2:DescribeVpcEndpoints',
  'ec2:DescribeVpcs',
  'ecs:DescribeClusters',
  'ecs:DescribeContainerInstances',
  'ecs:DescribeServices',
  'ecs:DescribeTaskDefinition',
  'ecs:DescribeTasks',
  'ecs:ListTasks',
  'iam:GetInstanceProfile',
  'iam:GetRole',
  'iam:SimulatePrincipalPolicy',
  'kms:DescribeKey',
  'kms:GetKeyPolicy',
  'logs:DescribeLogGroups',
  's3:GetBucketLocation',
  's3:GetEncryptionConfiguration',
  'ssm:DescribeSessions',
]);

/** The condition keys that the statements use, and the actions whose requests carry them; `undefined` for all. */
const CONDITION_KEYS: readonly (readonly [key: RegExp, actions: readonly string[] | undefined])[] = [
  [/^ecs:container-name$/, ['ecs:ExecuteCommand']],
  [/^aws:ResourceTag\/.+$/, ['ecs:ExecuteCommand', 'ecs:DescribeTasks', 'ssm:StartSession']],
  [/^aws:PrincipalAccount$/, undefined],
  [/^ecs:(cluster|enable-execute-command)$/, LAUNCHES],
  [/^ssm:resourceTag\/aws:ssmmessages:session-id$/, ['ssm:ResumeSession', 'ssm:TerminateSession']],
];

const list = (value: string | readonly string[]): readonly string[] => (typeof value === 'string' ? [value] : value);

/** Fails unless the policy is well formed and every statement fits the resources and conditions of its actions. */
export function checkPolicy(policy: Policy): void {
  assert.deepEqual(Object.keys(policy), ['Version', 'Statement']);
  assert.equal(policy.Version, '2012-10-17');
  const statements: readonly Statement[] = policy.Statement;
  assert.ok(Array.isArray(policy.Statement) && statements.length > 0);
  const sids = statements.map(({ Sid }) => Sid);
  assert.equal(new Set(sids).size, sids.length, 'Sids must differ.');
  statements.forEach(checkStatement);
}

function checkStatement(statement: Statement): void {
  const unknown = Object.keys(statement).filter((element) => !ELEMENTS.includes(element));
  assert.deepEqual(unknown, []);
  assert.match(statement.Sid ?? '', /^[A-Za-z0-9]*$/);
  assert.ok(['Allow', 'Deny'].includes(statement.Effect), statement.Effect);

  const resources = list(statement.Resource);
  for (const action of list(statement.Action)) {
    const isRead = READS.has(action) && resources.every((arn) => EVERYTHING.test(arn));
    const instead = INSTEAD[action];
    const kinds = isRead
      ? [EVERYTHING]
      : instead !== undefined && resources.every((arn) => instead.test(arn))
        ? [instead]
        : ACTIONS[action];
    assert.ok(kinds, `${action} is not an action of ECS Exec.`);
    for (const kind of kinds) {
      assert.ok(
        resources.some((arn) => kind.test(arn)),
        `${action} needs ${kind.source}`,
      );
    }
    for (const arn of resources) {
      assert.ok(
        kinds.some((kind) => kind.test(arn)),
        `${action} cannot act on ${arn}`,
      );
    }

    for (const key of Object.values(statement.Condition ?? {}).flatMap((values) => Object.keys(values))) {
      const known = CONDITION_KEYS.find(([pattern]) => pattern.test(key));
      assert.ok(known, `${key} is not a known condition key.`);
      assert.ok(known[1]?.includes(action) ?? true, `Requests of ${action} do not carry ${key}.`);
    }
  }
}
