import { lastPart } from '../../arn.ts';
import type { Gateway } from '../../aws/api/gateway.ts';
import type { RoleDescription } from '../../aws/api/identity.ts';
import { sentence } from '../../text.ts';
import { type Fact, following, known, unknown } from '../model/fact.ts';
import type { FactValues, TaskRole } from '../model/facts.ts';
import type { Asking } from './asking.ts';
import { lazily } from './lazily.ts';
import type { TaskFacts } from './task.ts';

/** Which role it is, before IAM is asked about it. */
type Named = Fact<Omit<TaskRole, 'description'> | undefined>;

/** Who is concerned: the one who asks, and the task's role. */
export interface RoleFacts {
  readonly caller: () => Promise<Fact<FactValues['caller']>>;
  readonly taskRole: () => Promise<Fact<FactValues['taskRole']>>;
  /** The same without asking IAM about it. */
  readonly nameOfRole: () => Promise<Named>;
  /** ARN of the user or role whose policies count for the one who asks. */
  readonly principal: () => Promise<Fact<string>>;
}

export function roleFacts({ identity }: Gateway, asking: Asking, tasks: TaskFacts): RoleFacts {
  const caller: RoleFacts['caller'] = lazily(() =>
    asking.ask({ action: 'sts:GetCallerIdentity', keep: '', ask: (signal) => identity.caller(signal) }),
  );
  const roleOfInstance = lazily((): Promise<Fact<RoleDescription | undefined>> =>
    following(tasks.instance(), (instance) => {
      const profile = instance?.profileArn;
      return profile === undefined
        ? known(undefined)
        : asking.ask({
            action: 'iam:GetInstanceProfile',
            ask: (signal) => identity.instanceProfileRole(lastPart(profile), signal),
          });
    }),
  );
  const nameOfRole: RoleFacts['nameOfRole'] = lazily(() =>
    following(tasks.livingTask(), ({ overrides }) => {
      const overridden = overrides?.taskRoleArn;
      return isArn(overridden)
        ? known({ arn: overridden, from: 'override' })
        : following(tasks.taskDefinition(), ({ taskRoleArn }): Named | Promise<Named> =>
            isArn(taskRoleArn)
              ? known({ arn: taskRoleArn, from: 'task-definition' })
              : following(roleOfInstance(), (role) => known(role && { arn: role.arn, from: 'instance-profile' })),
          );
    }),
  );
  const taskRole: RoleFacts['taskRole'] = lazily(() =>
    following(nameOfRole(), async (role) =>
      known(
        role && {
          ...role,
          description:
            role.from === 'instance-profile'
              ? await roleOfInstance()
              : await asking.ask({
                  action: 'iam:GetRole',
                  ask: (signal) => identity.role(lastPart(role.arn), signal),
                }),
        },
      ),
    ),
  );
  const principal: RoleFacts['principal'] = lazily(() =>
    following(caller(), ({ arn }) => {
      const [, kind, name] = /^arn:[\w-]+:(?:iam|sts)::\d*:(user|assumed-role)\/([^/]+)/.exec(arn) ?? [];
      if (kind === undefined || name === undefined) {
        return unknown(sentence('because IAM simulates users and roles alone, and you are neither'));
      }
      return kind === 'user'
        ? known(arn)
        : following(
            // A session's ARN leaves out the role's path, which those of IAM Identity Center have.
            asking.ask({ action: 'iam:GetRole', keep: name, ask: (signal) => identity.role(name, signal) }),
            (role) =>
              role === undefined
                ? unknown(sentence('because IAM does not know your role "{0}"', name))
                : known(role.arn),
          );
    }),
  );
  return { caller, taskRole, nameOfRole, principal };
}

function isArn(text: string | undefined): text is string {
  return text?.startsWith('arn:') ?? false;
}
