import type { Decision } from '../../aws/api/identity.ts';
import type { Fact } from '../model/fact.ts';

/** What denies: service control policies, the permissions boundary, a policy that says so, or that none allows it. */
export type Culprit = 'organization' | 'boundary' | 'policy' | 'nothing';

/** Whether all of some actions are allowed, as IAM's simulator has worked it out. */
export type Access =
  | { readonly state: 'allowed' }
  | {
      readonly state: 'denied';
      readonly actions: readonly string[];
      readonly by: Culprit;
      /** IDs of the policies that have decided. */
      readonly policies: readonly string[];
    }
  /** A condition could not be judged, so that the answer may be a false denial. */
  | { readonly state: 'unclear'; readonly actions: readonly string[]; readonly missing: readonly string[] }
  /** The simulator has not been asked for these, or has not answered. */
  | { readonly state: 'untold'; readonly actions: readonly string[] };

/**
 * Simulation is evidence, never a gate: what is denied while condition keys were missing may be allowed to the real
 * request. Source: API reference of IAM, EvaluationResult, `MissingContextValues`
 */
export function accessTo(actions: readonly string[], decisions: readonly Decision[]): Access {
  const found = actions.map((action) => decisions.find((each) => each.action === action));
  const denied = found.filter((each) => each !== undefined).filter(({ decision }) => decision !== 'allowed');
  const certain = denied.filter((each) => missingOf(each).length === 0);
  const [first] = certain;
  if (first !== undefined) {
    const by = culpritOf(first);
    const same = certain.filter((each) => culpritOf(each) === by);
    return {
      state: 'denied',
      actions: same.map(({ action }) => action),
      by,
      policies: [...new Set(same.flatMap(policiesOf))],
    };
  }
  if (denied.length > 0) {
    return {
      state: 'unclear',
      actions: denied.map(({ action }) => action),
      missing: [...new Set(denied.flatMap(missingOf))],
    };
  }
  const untold = actions.filter((_, index) => found[index] === undefined);
  return untold.length > 0 ? { state: 'untold', actions: untold } : { state: 'allowed' };
}

/** The decision on one action, where it is known. */
export function decisionOn(action: string, fact: Fact<readonly Decision[]>): Decision | undefined {
  return fact.state === 'known' ? fact.value.find((each) => each.action === action) : undefined;
}

/** Also of the resources that are denied: the answer on all of them need not repeat what it says of each. */
function missingOf({ missing, resources }: Decision): readonly string[] {
  return [...missing, ...resources.filter(isDenied).flatMap((each) => each.missing)];
}

function policiesOf({ policies, resources }: Decision): readonly string[] {
  return [...policies, ...resources.filter(isDenied).flatMap((each) => each.policies)];
}

function isDenied({ decision }: Pick<Decision, 'decision'>): boolean {
  return decision !== 'allowed';
}

function culpritOf({ decision, allowedByOrganization, allowedByBoundary, resources }: Decision): Culprit {
  if (allowedByOrganization === false) {
    return 'organization';
  }
  if (allowedByBoundary === false || resources.some((each) => isDenied(each) && each.allowedByBoundary === false)) {
    return 'boundary';
  }
  return decision === 'explicitDeny' ? 'policy' : 'nothing';
}
