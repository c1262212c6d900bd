import { sentence } from '../../text.ts';
import type { Judgement } from '../model/check.ts';
import type { Facts, Place } from '../model/facts.ts';
import { networkPath } from '../network/index.ts';
import { accessTo } from './access.ts';
import { couldNotTell, judged, unclear } from './judgement.ts';
import { pathEvidence } from './path-evidence.ts';
import { type Need, withoutAccess } from './role-access.ts';

/** Whether the task's role is allowed what sessions of this cluster need. */
export function roleMay({ taskRole, rolePermissions }: Facts<'taskRole' | 'rolePermissions'>, need: Need): Judgement {
  if (taskRole.state === 'unknown') {
    return couldNotTell(rolePermissions.state === 'unknown' ? [taskRole, rolePermissions] : [taskRole]);
  }
  if (taskRole.value === undefined) {
    return unclear(sentence('because the task does not have a role'));
  }
  if (rolePermissions.state === 'unknown') {
    return couldNotTell([rolePermissions]);
  }
  const actions = need.grants.flatMap((grant) => grant.actions);
  return (
    withoutAccess(taskRole.value.arn, need, accessTo(actions, rolePermissions.value)) ??
    judged('pass', sentence('The role of the task is allowed what it needs for {0}.', need.purpose))
  );
}

/** Whether the task reaches a service that sessions of this cluster need. */
export function reaches({ network }: Facts<'network'>, service: 'kms' | 'logs' | 's3'): Judgement {
  if (network.state === 'unknown') {
    return couldNotTell([network]);
  }
  const path = networkPath(network.value, service);
  return judged(path.state, path.sentence, {
    mayFail: path.mayFail,
    evidence: path.state === 'pass' ? [] : pathEvidence(path),
    mends: path.mends,
    permissions: path.permissions,
  });
}

/** The beginning of an ARN of something in the cluster's account and region. */
export function arnBeside({ clusterArn }: Place, service: string): string {
  const [, partition = '', , region = '', account = ''] = clusterArn.split(':');
  return `arn:${partition}:${service}:${region}:${account}`;
}

/** The ARN of something of S3, whose names are of no account and no region. */
export function arnInS3({ clusterArn }: Place, name: string): string {
  const [, partition = ''] = clusterArn.split(':');
  return `arn:${partition}:s3:::${name}`;
}
