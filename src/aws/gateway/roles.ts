import {
  GetRolePolicyCommand,
  type IAMClient,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import type { Changes, RolePolicyName } from '../api/changes.ts';
import type { Asker } from './asker.ts';
import { decoded, unlessNotFound } from './identity.ts';

/** Questions about, and changes of, the policies that are a role's own. Nobody is asked here whether that may be. */
export type Roles = Pick<Changes, 'rolePolicy' | 'putRolePolicy' | 'updateTrust'>;

/** The same through AWS's SDK. */
export class SdkRoles implements Roles {
  readonly #asker: Asker;
  readonly #clients: { readonly iam: IAMClient };

  constructor(asker: Asker, clients: { readonly iam: IAMClient }) {
    this.#asker = asker;
    this.#clients = clients;
  }

  rolePolicy({ role, policy }: RolePolicyName, signal?: AbortSignal): Promise<string | undefined> {
    return unlessNotFound(
      this.#asker.ask(
        'GetRolePolicy',
        signal,
        async (options) => {
          const command = new GetRolePolicyCommand({ RoleName: role, PolicyName: policy });
          const answer = await this.#clients.iam.send(command, options);
          return decoded(this.#asker.known(answer, answer.PolicyDocument, 'iam'));
        },
        { service: 'iam', resource: role },
      ),
    );
  }

  putRolePolicy({ role, policy }: RolePolicyName, document: string, signal?: AbortSignal): Promise<void> {
    return this.#asker.ask(
      'PutRolePolicy',
      signal,
      async (options) => {
        const request = { RoleName: role, PolicyName: policy, PolicyDocument: document };
        await this.#clients.iam.send(new PutRolePolicyCommand(request), options);
      },
      { service: 'iam', resource: role },
    );
  }

  updateTrust(role: string, document: string, signal?: AbortSignal): Promise<void> {
    return this.#asker.ask(
      'UpdateAssumeRolePolicy',
      signal,
      async (options) => {
        const request = { RoleName: role, PolicyDocument: document };
        await this.#clients.iam.send(new UpdateAssumeRolePolicyCommand(request), options);
      },
      { service: 'iam', resource: role },
    );
  }
}
