import { AwsError } from './error.ts';
import type { Parameters } from './parameters.ts';

/** A text that must be there and have no more than so many characters; else a `ValidationException`. */
export function required(input: Parameters, name: string, maxLength: number): string {
  const value = input.text(name);
  if (value && value.length <= maxLength) {
    return value;
  }
  const member = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
  const rule = value
    ? `Member must have length less than or equal to ${maxLength}`
    : value === undefined
      ? 'Member must not be null'
      : 'Member must have length greater than or equal to 1';
  const quoted = value === undefined ? 'null' : `'${value}'`;
  throw new AwsError(
    'ValidationException',
    `1 validation error detected: Value ${quoted} at '${member}' failed to satisfy constraint: ${rule}`,
  );
}
