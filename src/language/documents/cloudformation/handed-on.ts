import type { Value } from '../../syntax/value.ts';

/** What is given to others, who may attach policies: other stacks, modules, and programs of somebody. */
const TO_OTHERS =
  /^(?:AWS::CloudFormation::(?:Stack|StackSet|CustomResource)|AWS::Serverless::Application|Custom::.*|.*::MODULE)$/;

/** A name of a resource is one word of letters and digits. */
const WORD = /[A-Za-z\d]+/g;

/**
 * The words in what a template gives to others, its outputs among them: a role that is named there may get policies
 * that one cannot see here. Undefined where the template takes resources from elsewhere, or makes some in a loop: these
 * may have policies for any role.
 */
export function handedOn(root: Value): ReadonlySet<string> | undefined {
  const resources = root.get('Resources').children;
  if (resources.some(({ key }) => key?.name.startsWith('Fn::') === true)) {
    return undefined;
  }
  const given = resources.filter((resource) => TO_OTHERS.test(resource.get('Type').string ?? ''));
  return new Set(
    [root.get('Outputs'), ...given]
      .filter(({ isAbsent }) => !isAbsent)
      .flatMap(({ source, start, end }) => source.text.slice(start, end).match(WORD) ?? []),
  );
}
