import { createPlaceholderScanner, hasPlaceholder } from '../../syntax/placeholder.ts';
import type { Value } from '../../syntax/value.ts';

/** Stands for what a placeholder of some tool will become: nobody knows what. */
export const UNKNOWN_PART = '\u0001';

/** Stands for a variable of IAM, whose value is known only when a request is made. */
export const VARIABLE = '\u0002';

/**
 * A variable of IAM, as `${aws:username}`, with its default, or one of the three characters that must be written so.
 * CloudFormation's `${AWS::Region}` is none.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
const IAM_VARIABLE =
  /\$\{(?:(?:aws|ec2|ecs|iam|kms|s3|saml|ssm|sts|cognito-identity\.amazonaws\.com):(?!:)[^{}]*|[*?$])\}/g;

/** One of these begins each placeholder, or is in it. */
const MARK = /[{<$%@#]|__/;

/**
 * A string of a policy in which each placeholder is {@link UNKNOWN_PART} and each variable of IAM is {@link VARIABLE};
 * undefined where it is no string, or where one cannot tell where a placeholder ends.
 */
export function maskedString({ scalar }: Value): string | undefined {
  if (typeof scalar !== 'string' || !MARK.test(scalar)) {
    return typeof scalar === 'string' ? scalar : undefined;
  }
  const text = scalar.replace(IAM_VARIABLE, VARIABLE);
  if (!hasPlaceholder(text)) {
    return text;
  }
  const scanner = createPlaceholderScanner(text);
  let masked = '';
  for (let at = 0; at < text.length;) {
    const end = MARK.test(text.slice(at, at + 2)) ? scanner.end(at) : undefined;
    masked += end === undefined ? text.charAt(at) : UNKNOWN_PART;
    at = end ?? at + 1;
  }
  return hasPlaceholder(masked) ? undefined : masked;
}

/** Whether a part of a masked string is not known before a request is made, or before a template is filled in. */
export function isOpen(masked: string): boolean {
  return OPEN.test(masked);
}

/** Whether a masked string, or a part of one, is a text of which all is known, and no pattern. */
export function isPlain(masked: string): boolean {
  return !OPEN_OR_PATTERN.test(masked);
}

// Asked of each action and ARN of a policy: one search takes less time than several.
const OPEN = new RegExp(`[${UNKNOWN_PART}${VARIABLE}]`);
const OPEN_OR_PATTERN = new RegExp(`[${UNKNOWN_PART}${VARIABLE}*?]`);

/** Whether a masked string has a variable of IAM. */
export function hasVariable(masked: string | undefined): boolean {
  return masked?.includes(VARIABLE) === true;
}
