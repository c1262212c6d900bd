import { sentence, type Text } from '../../text.ts';
import { couldNotTell, evidence, judged, listed, unclear } from '../judging/judgement.ts';
import { roleName } from '../judging/policy-text.ts';
import { judgeTrust } from '../judging/trust.ts';
import type { Check } from '../model/check.ts';

/** Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html */
export const roleTrust: Check<'taskRole'> = {
  id: 'role-trust',
  title: sentence('Trust policy of the task role'),
  needs: ['taskRole'],
  judge({ taskRole }, { clusterArn }) {
    if (taskRole.state === 'unknown') {
      return couldNotTell([taskRole]);
    }
    const role = taskRole.value;
    if (role === undefined) {
      return unclear(sentence('because the task does not have a role'));
    }
    if (role.from === 'instance-profile') {
      return judged('not-needed', sentence('The task uses the role of its EC2 instance, which EC2 has already taken.'));
    }
    if (role.description.state === 'unknown') {
      return couldNotTell([role.description]);
    }
    const policy = role.description.value?.trustPolicy;
    const name = roleName(role.arn);
    if (policy === undefined) {
      return unclear(sentence('because IAM does not tell the trust policy of role "{0}"', name));
    }
    const trust = judgeTrust(policy, clusterArn);
    switch (trust.state) {
      case 'trusts':
        return judged('pass', sentence('Role "{0}" lets ecs-tasks.amazonaws.com use it.', name));
      case 'unclear':
        return unclear(trust.why, { mends: [{ kind: 'console', what: 'role', name }] });
      case 'refuses':
        return judged('fail', refusal(trust.because, name), {
          evidence: evidence(
            trust.because === 'condition' ? sentence('It trusts, by its conditions') : sentence('It trusts'),
            listed(trust.found),
          ),
          mends: [
            ...(trust.after === undefined
              ? []
              : ([{ kind: 'correct-trust', roleArn: role.arn, before: trust.before, after: trust.after }] as const)),
            { kind: 'console', what: 'role', name },
          ],
        });
    }
  },
};

function refusal(because: 'principal' | 'condition' | 'deny', name: string): Text {
  switch (because) {
    case 'principal':
      return sentence('The trust policy of role "{0}" does not name ecs-tasks.amazonaws.com.', name);
    case 'condition':
      return sentence('The conditions in the trust policy of role "{0}" exclude the tasks of this cluster.', name);
    case 'deny':
      return sentence('The trust policy of role "{0}" denies ecs-tasks.amazonaws.com.', name);
  }
}
