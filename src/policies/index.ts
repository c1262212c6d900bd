import type { Text } from '../text.ts';
import { cdk } from './forms/cdk.ts';
import { cloudformation } from './forms/cloudformation.ts';
import type { Form } from './forms/form.ts';
import { json } from './forms/json.ts';
import { terraform } from './forms/terraform.ts';
import { launchGuard, sessionGuard } from './guards.ts';
import type { Policy, PolicyId } from './policy.ts';
import { Places, type Scope } from './scope.ts';
import { taskRolePolicy } from './task-role.ts';
import { browsePolicy, execPolicy, portsPolicy } from './users.ts';

/** What policies can be written in. */
export const FORMS: readonly Form[] = [json, cloudformation, terraform, cdk];

/** A text with one policy or several, for an editor. */
export interface PolicyText {
  /** VS Code's identifier of its language. */
  readonly language: string;
  readonly text: string;
}

/** All policies for a scope, in the order of `POLICY_IDS`: each allows no more than what it is for. */
export function policiesFor(scope: Scope): readonly Policy[] {
  const places = new Places(scope);
  return MAKERS.map((make) => make(scope, places));
}

/** Writes those of a scope's policies that are wanted. */
export function writePolicies(
  scope: Scope,
  wanted: ReadonlySet<PolicyId>,
  { language, isOneEach, write }: Form,
  say: (text: Text) => string,
): readonly PolicyText[] {
  const policies = policiesFor(scope).filter(({ id }) => wanted.has(id));
  const texts = isOneEach ? policies.map((policy) => [policy]) : [policies];
  return texts.map((each) => ({ language, text: write(each, say) }));
}

const MAKERS = [taskRolePolicy, browsePolicy, execPolicy, portsPolicy, sessionGuard, launchGuard];
