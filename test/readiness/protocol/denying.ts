import type { Gateway } from '../../../src/aws/api/gateway.ts';
import { Problem } from '../../../src/problem.ts';
import { sentence } from '../../../src/text.ts';

/** The IAM action that each question of a report needs. */
const ACTIONS: Readonly<Record<string, string>> = {
  'details.task': 'ecs:DescribeTasks',
  'details.service': 'ecs:DescribeServices',
  'details.cluster': 'ecs:DescribeClusters',
  'details.instance': 'ecs:DescribeContainerInstances',
  'taskDefinitions.describe': 'ecs:DescribeTaskDefinition',
  // Anybody may ask that.
  'identity.caller': '',
  'identity.role': 'iam:GetRole',
  'identity.instanceProfileRole': 'iam:GetInstanceProfile',
  'identity.simulate': 'iam:SimulatePrincipalPolicy',
  'vpc.interfaces': 'ec2:DescribeNetworkInterfaces',
  'vpc.instance': 'ec2:DescribeInstances',
  'vpc.image': 'ec2:DescribeImages',
  'vpc.subnet': 'ec2:DescribeSubnets',
  'vpc.routeTable': 'ec2:DescribeRouteTables',
  'vpc.endpoints': 'ec2:DescribeVpcEndpoints',
  'vpc.securityGroups': 'ec2:DescribeSecurityGroups',
  'vpc.networkAcls': 'ec2:DescribeNetworkAcls',
  'vpc.dnsAttribute': 'ec2:DescribeVpcAttribute',
  'vpc.dhcpOptions': 'ec2:DescribeDhcpOptions',
  'vpc.dhcpOptionsOf': 'ec2:DescribeVpcs',
  'keys.describe': 'kms:DescribeKey',
  'keys.policy': 'kms:GetKeyPolicy',
  'logs.group': 'logs:DescribeLogGroups',
  'sessions.openSessions': 'ssm:DescribeSessions',
};

/** What a {@link denying} gateway refuses, and what has come of it so far. */
export interface Denial {
  /** The answers of the gateway behind it, by question. */
  readonly kept: Map<string, unknown>;
  /** The actions that are refused. */
  readonly denied: readonly string[];
  /** Gets the actions that were asked for, refused or not. */
  readonly asked: Set<string>;
}

type Question = (...given: readonly unknown[]) => unknown;

/**
 * A gateway that answers as another one does, which is asked each question once, and that refuses what needs one of
 * these actions: thousands of reports then take seconds.
 */
export function denying(gateway: Gateway, denial: Denial): Gateway {
  return new Proxy(gateway, {
    get: (_gateway, room: string): unknown => {
      const questions: unknown = Reflect.get(gateway, room);
      return typeof questions !== 'object' || questions === null
        ? questions
        : new Proxy(questions, {
            get:
              (_questions, name: string) =>
              (...given: readonly unknown[]) =>
                answer(
                  (...about) => Reflect.apply(Reflect.get(questions, name) as Question, questions, about),
                  `${room}.${name}`,
                  given,
                  denial,
                ),
          });
    },
  });
}

function answer(question: Question, name: string, given: readonly unknown[], { kept, denied, asked }: Denial): unknown {
  const about = given.filter((each) => !(each instanceof AbortSignal));
  const action =
    name === 'buckets.bucket'
      ? about[1] === 'encryption'
        ? 's3:GetEncryptionConfiguration'
        : 's3:GetBucketLocation'
      : ACTIONS[name];
  if (action === undefined) {
    throw new Error(`Nobody knows what ${name} needs.`);
  }
  asked.add(action);
  if (denied.includes(action)) {
    return Promise.reject(new Problem('access-denied', sentence('No.'), undefined, undefined, action));
  }
  const key = JSON.stringify([name, about]);
  const found = kept.get(key) ?? question(...about);
  kept.set(key, found);
  return found;
}
