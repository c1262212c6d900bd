import { CHANNELS, denied, known, ROLE, roleMay } from '../world.ts';
import type { Cases } from './case.ts';

const OPEN = 'ssmmessages:OpenDataChannel';
const CREATE = 'ssmmessages:CreateDataChannel';

export const cases: Cases = {
  never: { warn: 'An action is allowed or is not.', 'not-needed': 'Exec always needs them.' },
  list: [
    {
      name: 'all four are allowed',
      state: 'pass',
      says: /^Role "web-task" may open channels/,
      evidence: { Allowed: CHANNELS.join(', ') },
    },
    {
      name: 'two are in no policy',
      facts: {
        rolePermissions: roleMay({ [OPEN]: { decision: 'implicitDeny' }, [CREATE]: { decision: 'implicitDeny' } }),
      },
      state: 'fail',
      says: /^No policy allows role "web-task" ssmmessages:CreateDataChannel, ssmmessages:OpenDataChannel, needed for ECS Exec\.$/,
      mends: ['attach-policy', 'text', 'console'],
      evidence: { Role: ROLE },
      // Exactly what is missing, and no more.
      mending:
        /"Action\\": \[\\n {8}\\"ssmmessages:CreateDataChannel\\",\\n {8}\\"ssmmessages:OpenDataChannel\\"\\n {6}\],\\n {6}\\"Resource\\": \\"\*\\"/,
    },
    {
      name: 'one is denied by a policy',
      facts: { rolePermissions: roleMay({ [OPEN]: { decision: 'explicitDeny', policies: ['no-exec'] } }) },
      state: 'fail',
      says: /^Policy no-exec denies role "web-task" ssmmessages:OpenDataChannel, needed for ECS Exec\.$/,
      mends: ['console'],
    },
    {
      name: 'one is denied, and IAM does not say where',
      facts: { rolePermissions: roleMay({ [OPEN]: { decision: 'explicitDeny' } }) },
      state: 'fail',
      says: /^A policy denies/,
      mends: ['console'],
    },
    {
      name: 'the organization denies one',
      facts: {
        rolePermissions: roleMay({
          [OPEN]: { decision: 'explicitDeny', allowedByOrganization: false, policies: ['p-guard'] },
        }),
      },
      state: 'fail',
      says: /^A service control policy denies role "web-task"/,
      mends: ['text', 'console'],
      evidence: { 'By policy': 'p-guard' },
      mending: /"form":"plain".*p-guard/,
    },
    {
      name: 'the boundary lacks one',
      facts: { rolePermissions: roleMay({ [OPEN]: { decision: 'implicitDeny', allowedByBoundary: false } }) },
      state: 'fail',
      says: /^The permissions boundary of role "web-task" does not allow ssmmessages:OpenDataChannel/,
      mends: ['text', 'console'],
      mending: /The boundary must also allow/,
    },
    {
      name: 'a condition is not known',
      facts: { rolePermissions: roleMay({ [OPEN]: { decision: 'implicitDeny', missing: ['aws:SourceVpc'] } }) },
      state: 'unknown',
      says: /because the policies of role "web-task" depend on aws:SourceVpc/,
    },
    {
      name: 'IAM did not answer about all',
      facts: { rolePermissions: known([]) },
      state: 'unknown',
      says: /did not answer about ssmmessages:CreateControlChannel/,
      permissions: ['iam:SimulatePrincipalPolicy'],
    },
    { name: 'there is no role', facts: { taskRole: known(undefined) }, state: 'unknown', says: /does not have a role/ },
    {
      name: 'IAM may not be asked',
      facts: { rolePermissions: denied('iam:SimulatePrincipalPolicy') },
      state: 'unknown',
      says: /not allowed iam:SimulatePrincipalPolicy/,
      permissions: ['iam:SimulatePrincipalPolicy'],
    },
    {
      name: 'nothing is known of the role',
      facts: { taskRole: denied('iam:GetInstanceProfile'), rolePermissions: denied('iam:SimulatePrincipalPolicy') },
      state: 'unknown',
      says: /iam:GetInstanceProfile/,
      permissions: ['iam:GetInstanceProfile', 'iam:SimulatePrincipalPolicy'],
    },
  ],
};
