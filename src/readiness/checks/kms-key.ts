import { lastPart } from '../../arn.ts';
import { execConfigurationOf } from '../../live/exec-configuration.ts';
import { sentence } from '../../text.ts';
import { callerMay } from '../judging/caller-access.ts';
import { couldNotTell, evidence, judged } from '../judging/judgement.ts';
import { withKeyPolicy } from '../judging/key-access.ts';
import { roleName } from '../judging/policy-text.ts';
import { arnBeside, reaches, roleMay } from '../judging/session-needs.ts';
import { together } from '../judging/together.ts';
import type { Check, Judgement } from '../model/check.ts';
import type { Facts, Place } from '../model/facts.ts';
import type { Mend } from '../model/mend.ts';
import type { KeyUser } from '../policy/key-policy.ts';

/**
 * The key encrypts what goes through a session: whoever asks makes a data key, and the agent decrypts it as the task's
 * role. Each must be allowed that by the key's own policy, or by that and policies of IAM.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 */
export const kmsKey: Check<
  'cluster' | 'key' | 'keyPolicy' | 'taskRole' | 'rolePermissions' | 'caller' | 'callerPermissions' | 'network'
> = {
  id: 'kms-key',
  title: sentence('KMS key for sessions'),
  needs: ['cluster', 'key', 'keyPolicy', 'taskRole', 'rolePermissions', 'caller', 'callerPermissions', 'network'],
  judge(facts, place) {
    const { cluster } = facts;
    if (cluster.state === 'unknown') {
      return couldNotTell([cluster]);
    }
    const { kmsKeyId } = execConfigurationOf(cluster.value);
    if (kmsKeyId === undefined || kmsKeyId === '') {
      return judged('not-needed', sentence('The cluster does not name a KMS key for its sessions.'));
    }
    // A key that cannot be used stays so, whoever may use it.
    const key = judgeKey(facts, kmsKeyId);
    if (key.state === 'fail') {
      return key;
    }
    const arn = (facts.key.state === 'known' ? facts.key.value?.arn : undefined) ?? arnOf(kmsKeyId, place);
    // Policies are about keys, never about an alias: without the key behind it, there is nothing to judge.
    if (arn === undefined) {
      return key;
    }
    return together([key, judgeRole(facts, arn), judgeCaller(facts, arn, kmsKeyId), reaches(facts, 'kms')]);
  },
};

/** Whether the agent may decrypt the data key of a session, as the task's role. */
function judgeRole(facts: Facts<'keyPolicy' | 'taskRole' | 'rolePermissions'>, keyArn: string): Judgement {
  const { taskRole, rolePermissions, keyPolicy } = facts;
  const action = 'kms:Decrypt';
  const own = roleMay(facts, { grants: [{ actions: [action], resource: keyArn }], purpose: ENCRYPTED });
  const role = taskRole.state === 'known' ? taskRole.value?.arn : undefined;
  if (role === undefined) {
    return own;
  }
  const name = roleName(role);
  const [, , , , account = ''] = role.split(':');
  return withKeyPolicy(own, rolePermissions, keyPolicy, {
    keyArn,
    action,
    user: { account, kind: 'role', name, arn: role, session: undefined },
    principal: role,
    allowed: sentence('The policy of the key allows role "{0}" {1}.', name, action),
    denied: sentence('The policy of key "{0}" denies role "{1}" {2}.', keyArn, name, action),
    refused: sentence(
      'The policy of key "{0}" does not allow role "{1}" {2}, nor leaves it to IAM policies.',
      keyArn,
      name,
      action,
    ),
    doubted: (why) =>
      sentence(
        'No policy of role "{0}" allows {1}. Could not tell whether that of the key does, {2}.',
        name,
        action,
        why,
      ),
  });
}

/** Whether the one who asks may make a data key for a session. */
function judgeCaller(
  { caller, callerPermissions, keyPolicy }: Facts<'caller' | 'callerPermissions' | 'keyPolicy'>,
  keyArn: string,
  kmsKeyId: string,
): Judgement {
  const action = 'kms:GenerateDataKey';
  const own = callerMay(callerPermissions, {
    action,
    grants: [{ actions: [action], resource: keyArn }],
    allowed: sentence('You are allowed kms:GenerateDataKey.'),
    denied: sentence('You are not allowed kms:GenerateDataKey on key "{0}" of the sessions.', kmsKeyId),
  });
  const user = caller.state === 'known' ? userOf(caller.value.arn) : undefined;
  if (user === undefined) {
    return own;
  }
  const [, partition = ''] = keyArn.split(':');
  return withKeyPolicy(own, callerPermissions, keyPolicy, {
    keyArn,
    action,
    user,
    // The path of your role is not known: this leaves the action to your own policies.
    principal: `arn:${partition}:iam::${user.account}:root`,
    allowed: sentence('The policy of the key allows you {0}.', action),
    denied: sentence('The policy of key "{0}" denies you {1}.', keyArn, action),
    refused: sentence('The policy of key "{0}" does not allow you {1}, nor leaves it to IAM policies.', keyArn, action),
    doubted: (why) =>
      sentence('No policy of yours allows {0}. Could not tell whether that of the key does, {1}.', action, why),
  });
}

/** A user, or the role whose session it is; undefined of others, as of the root user. */
function userOf(arn: string): KeyUser | undefined {
  const [, account, kind, path] = /^arn:[\w-]+:(?:iam|sts)::(\d{12}):(user|assumed-role)\/(.+)$/.exec(arn) ?? [];
  if (account === undefined || path === undefined) {
    return undefined;
  }
  return kind === 'user'
    ? { account, kind, name: lastPart(path), arn, session: undefined }
    : { account, kind: 'role', name: path.split('/')[0] ?? '', arn: undefined, session: arn };
}

const ENCRYPTED = sentence('encrypted sessions');

function judgeKey({ key }: Facts<'key'>, kmsKeyId: string): Judgement {
  if (key.state === 'unknown') {
    return couldNotTell([key]);
  }
  const page: Mend = { kind: 'console', what: 'key', name: kmsKeyId };
  if (key.value === undefined) {
    return judged('fail', sentence('Key "{0}", which the cluster names for its sessions, does not exist.', kmsKeyId), {
      mends: [page],
    });
  }
  const { arn, state, usage } = key.value;
  const shown = [
    ...evidence(sentence('Key'), arn),
    ...evidence(sentence('State of the key'), state),
    ...evidence(sentence('Use of the key'), usage),
  ];
  const rest = { evidence: shown, mends: [page] };
  if (state !== undefined && state !== 'Enabled') {
    return judged('fail', sentence('Key "{0}" of the sessions cannot be used: it is {1}.', kmsKeyId, state), rest);
  }
  if (usage !== undefined && usage !== 'ENCRYPT_DECRYPT') {
    return judged('fail', sentence('Key "{0}" of the sessions is not for encryption, but {1}.', kmsKeyId, usage), rest);
  }
  return judged('pass', sentence('Key "{0}" can be used.', kmsKeyId), {
    evidence: shown,
  });
}

function arnOf(kmsKeyId: string, place: Place): string | undefined {
  if (kmsKeyId.includes('alias/')) {
    return undefined;
  }
  return kmsKeyId.startsWith('arn:') ? kmsKeyId : `${arnBeside(place, 'kms')}:key/${kmsKeyId}`;
}
