import { quoted } from '../../live/cli-command.ts';
import { execConfigurationOf } from '../../live/exec-configuration.ts';
import { sentence, type Text } from '../../text.ts';
import { couldNotTell, evidence, judged } from '../judging/judgement.ts';
import { arnBeside, reaches, roleMay } from '../judging/session-needs.ts';
import { together } from '../judging/together.ts';
import type { Check, Judgement } from '../model/check.ts';
import type { Facts, Place } from '../model/facts.ts';
import type { Mend } from '../model/mend.ts';

/**
 * Where a cluster wants its sessions logged to a group that is missing, or not encrypted as it says, the agent refuses
 * them.
 * Sources: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec-logging.html,
 * https://github.com/aws-containers/amazon-ecs-exec-checker/issues/79
 */
export const cloudWatchLog: Check<'cluster' | 'logGroup' | 'taskRole' | 'rolePermissions' | 'network'> = {
  id: 'cloudwatch-log',
  title: sentence('Session logs in CloudWatch Logs'),
  needs: ['cluster', 'logGroup', 'taskRole', 'rolePermissions', 'network'],
  judge(facts, place) {
    const { cluster } = facts;
    if (cluster.state === 'unknown') {
      return couldNotTell([cluster]);
    }
    const { logging, logConfiguration = {} } = execConfigurationOf(cluster.value);
    const { cloudWatchLogGroupName: name, cloudWatchEncryptionEnabled = false } = logConfiguration;
    if (logging !== 'OVERRIDE' || name === undefined || name === '') {
      return judged('not-needed', sentence('The cluster does not name a log group for its sessions.'));
    }
    const group = judgeGroup(facts, name, cloudWatchEncryptionEnabled, place);
    if (group.state === 'fail') {
      return group;
    }
    return together([
      group,
      roleMay(facts, {
        grants: [
          { actions: ['logs:DescribeLogGroups'], resource: '*' },
          {
            actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
            resource: `${arnBeside(place, 'logs')}:log-group:${name}:*`,
          },
        ],
        purpose: sentence('session logs'),
      }),
      reaches(facts, 'logs'),
    ]);
  },
};

function judgeGroup({ logGroup }: Facts<'logGroup'>, name: string, isEncrypted: boolean, place: Place): Judgement {
  if (logGroup.state === 'unknown') {
    return couldNotTell([logGroup]);
  }
  const group = logGroup.value;
  const page: Mend = { kind: 'console', what: 'log-group', name };
  const shown = [
    ...evidence(sentence('Log group of the sessions'), group?.arn ?? name),
    ...evidence(sentence('Encryption demanded'), isEncrypted),
    ...evidence(sentence('Key of the log group'), group?.kmsKeyId),
  ];
  if (group === undefined) {
    return judged(
      'fail',
      sentence('Log group "{0}", to which the cluster logs sessions, does not exist in {1}.', name, place.region),
      {
        evidence: shown,
        mends: [
          // Without the key, encryption would be the next thing that is wrong.
          command(
            sentence('Command that creates the log group'),
            'create-log-group',
            name,
            place,
            isEncrypted ? WITH_KEY : [],
          ),
          page,
        ],
      },
    );
  }
  if (isEncrypted && group.kmsKeyId === undefined) {
    return judged(
      'fail',
      sentence(
        'Log group "{0}" does not have a KMS key, but the cluster demands encryption. Sessions are refused.',
        name,
      ),
      {
        evidence: shown,
        mends: [
          command(sentence('Command that gives the log group a key'), 'associate-kms-key', name, place, WITH_KEY),
          page,
        ],
      },
    );
  }
  return judged('pass', sentence('Sessions are logged to log group "{0}".', name), { evidence: shown });
}

/** Which key is for whoever runs the command to say. */
const WITH_KEY = ['--kms-key-id', 'KEY_ARN'];

function command(title: Text, operation: string, group: string, { region }: Place, rest: readonly string[] = []): Mend {
  const words = ['aws', 'logs', operation, '--log-group-name', group, ...rest, '--region', region];
  return { kind: 'text', title, texts: [{ form: 'cli', text: words.map((word) => quoted(word, 'posix')).join(' ') }] };
}
