import {
  isAboutAction,
  isObject,
  type Json,
  listOf,
  type Reach,
  readStatements,
  strongest,
} from '../policy/statements.ts';

/** What an endpoint's policy says of actions: those it refuses, and whether the others depend on what is not known. */
export interface PolicyVerdict {
  readonly refused: readonly string[];
  /** Whether a statement of it refuses them, so that adding one that allows them does not help. */
  readonly isExplicit: boolean;
  /** Conditions, principals or resources that may or may not be those of the task. */
  readonly isUnclear: boolean;
}

/**
 * Judges the policy of an endpoint: JSON, where everything is let through by default. It refuses what no statement
 * allows. A statement is for the task for sure where it has no condition, and names any principal and any resource.
 * Source: https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
 */
export function judgePolicy(policy: string | undefined, actions: readonly string[]): PolicyVerdict {
  if (policy === undefined) {
    return { refused: [], isExplicit: false, isUnclear: false };
  }
  const statements = readStatements(policy);
  if (statements === undefined) {
    return { refused: [], isExplicit: false, isUnclear: true };
  }
  const verdicts = actions.map((action) => {
    const reach = (effect: string): Reach =>
      strongest(statements.filter(({ Effect }) => Effect === effect).map((statement) => reachOf(statement, action)));
    return { action, allow: reach('Allow'), deny: reach('Deny') };
  });
  const refused = verdicts.filter(({ allow, deny }) => deny === 'yes' || allow === 'no');
  return {
    refused: refused.map(({ action }) => action),
    isExplicit: refused.some(({ deny }) => deny !== 'no'),
    isUnclear: verdicts.some(
      ({ allow, deny }) => deny !== 'yes' && allow !== 'no' && (deny === 'maybe' || allow === 'maybe'),
    ),
  };
}

function reachOf(statement: Json, action: string): Reach {
  if (!isAboutAction(statement, action)) {
    return 'no';
  }
  const condition = statement['Condition'];
  const isSure =
    isAnybody(statement['Principal']) &&
    listOf(statement['Resource']).includes('*') &&
    (condition === undefined || (isObject(condition) && Object.keys(condition).length === 0));
  return isSure ? 'yes' : 'maybe';
}

function isAnybody(principal: unknown): boolean {
  return principal === '*' || (isObject(principal) && listOf(principal['AWS']).includes('*'));
}
