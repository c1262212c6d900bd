import {
  type ContextKeyTypeEnum,
  type EvaluationResult,
  GetInstanceProfileCommand,
  GetRoleCommand,
  type IAMClient,
  type ResourceSpecificResult,
  type Role,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import { isProblem } from '../../problem.ts';
import type { Caller, Decision, Identity, ResourceDecision, RoleDescription, Simulation } from '../api/identity.ts';
import type { Asker } from './asker.ts';
import { describedPages } from './pages.ts';

/** Questions to STS and IAM, put through AWS's SDK. */
export class SdkIdentity implements Identity {
  readonly #asker: Asker;
  readonly #clients: { readonly iam: IAMClient; readonly sts: STSClient };

  constructor(asker: Asker, clients: { readonly iam: IAMClient; readonly sts: STSClient }) {
    this.#asker = asker;
    this.#clients = clients;
  }

  caller(signal?: AbortSignal): Promise<Caller> {
    return this.#asker.ask(
      'GetCallerIdentity',
      signal,
      async (options) => {
        const answer = await this.#clients.sts.send(new GetCallerIdentityCommand({}), options);
        this.#asker.known(answer, answer.Arn, 'sts');
        return { account: answer.Account ?? '', arn: answer.Arn ?? '', userId: answer.UserId ?? '' };
      },
      { service: 'sts' },
    );
  }

  role(name: string, signal?: AbortSignal): Promise<RoleDescription | undefined> {
    return unlessNotFound(
      this.#asker.ask(
        'GetRole',
        signal,
        async (options) => {
          const answer = await this.#clients.iam.send(new GetRoleCommand({ RoleName: name }), options);
          const role = this.#asker.known(answer, answer.Role, 'iam');
          return role && toRole(role);
        },
        { service: 'iam', resource: name },
      ),
    );
  }

  instanceProfileRole(name: string, signal?: AbortSignal): Promise<RoleDescription | undefined> {
    return unlessNotFound(
      this.#asker.ask(
        'GetInstanceProfile',
        signal,
        async (options) => {
          const command = new GetInstanceProfileCommand({ InstanceProfileName: name });
          const answer = await this.#clients.iam.send(command, options);
          // It can have only one (API reference, InstanceProfile).
          const role = this.#asker.known(answer, answer.InstanceProfile, 'iam')?.Roles?.[0];
          return role && toRole(role);
        },
        { service: 'iam', resource: name },
      ),
    );
  }

  async simulate(
    { principalArn, actions, resources, context }: Simulation,
    signal?: AbortSignal,
  ): Promise<readonly Decision[]> {
    const results: EvaluationResult[] = [];
    const nextPage = async (token: string | undefined) =>
      this.#asker.ask(
        'SimulatePrincipalPolicy',
        signal,
        async (options) => {
          const command = new SimulatePrincipalPolicyCommand({
            PolicySourceArn: principalArn,
            ActionNames: [...actions],
            ResourceArns: [...resources],
            ContextEntries: context.map(({ key, type, values }) => ({
              ContextKeyName: key,
              ContextKeyType: type satisfies ContextKeyTypeEnum,
              ContextKeyValues: [...values],
            })),
            Marker: token,
          });
          const answer = await this.#clients.iam.send(command, options);
          const names = this.#asker.known(answer, answer.EvaluationResults, 'iam') ?? [];
          return { names, token: answer.IsTruncated === true ? answer.Marker : undefined };
        },
        { service: 'iam', resource: principalArn },
      );
    for await (const page of describedPages(nextPage, (some) => Promise.resolve(some))) {
      results.push(...page);
    }
    return results.map(toDecision);
  }
}

/** IAM's documents are URL-encoded (API reference, Role). */
export function decoded(document: string | undefined): string | undefined {
  try {
    return document && decodeURIComponent(document);
  } catch {
    return document;
  }
}

/** Undefined where IAM knows nothing of this name. */
export async function unlessNotFound<Value>(answer: Promise<Value | undefined>): Promise<Value | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isProblem(error) && error.code === 'iam-not-found') {
      return undefined;
    }
    throw error;
  }
}

function toRole({ Arn, RoleName, AssumeRolePolicyDocument, PermissionsBoundary }: Role): RoleDescription {
  return {
    arn: Arn ?? '',
    name: RoleName ?? '',
    trustPolicy: decoded(AssumeRolePolicyDocument),
    permissionsBoundaryArn: PermissionsBoundary?.PermissionsBoundaryArn,
  };
}

function toDecision(result: EvaluationResult): Decision {
  return {
    action: result.EvalActionName ?? '',
    decision: result.EvalDecision ?? 'implicitDeny',
    resources: (result.ResourceSpecificResults ?? []).map(toResourceDecision),
    policies: policiesOf(result),
    missing: result.MissingContextValues ?? [],
    allowedByOrganization: result.OrganizationsDecisionDetail?.AllowedByOrganizations,
    allowedByBoundary: result.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary,
  };
}

function toResourceDecision(result: ResourceSpecificResult): ResourceDecision {
  return {
    resource: result.EvalResourceName ?? '',
    decision: result.EvalResourceDecision ?? 'implicitDeny',
    policies: policiesOf(result),
    missing: result.MissingContextValues ?? [],
    allowedByBoundary: result.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary,
  };
}

function policiesOf({ MatchedStatements }: Pick<EvaluationResult, 'MatchedStatements'>): readonly string[] {
  return [...new Set((MatchedStatements ?? []).flatMap(({ SourcePolicyId }) => SourcePolicyId ?? []))];
}
