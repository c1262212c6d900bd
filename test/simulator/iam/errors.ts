import { AwsError } from '../aws/error.ts';
import type { Parameters } from '../aws/parameters.ts';
import { type Policy, PolicyError, type PolicyKind, readPolicy } from './document.ts';

export function noSuchEntity(message: string): AwsError {
  return new AwsError('NoSuchEntity', message, 404);
}

export function invalidInput(message: string): AwsError {
  return new AwsError('InvalidInput', message);
}

/** A text that must be there and match; else a `ValidationError` in IAM's words. */
export function requiredName(input: Parameters, name: string, longest: number): string {
  const value = input.text(name);
  const member = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
  if (!value) {
    throw validation(`Value null at '${member}' failed to satisfy constraint: Member must not be null`);
  }
  if (value.length > longest) {
    throw validation(
      `Value at '${member}' failed to satisfy constraint: Member must have length less than or equal to ${longest}`,
    );
  }
  if (!/^[\w+=,.@:/-]+$/.test(value)) {
    throw validation(
      `The specified value for ${member} is invalid. It must contain only alphanumeric characters and/or the ` +
        'following: +=,.@_-',
    );
  }
  return value;
}

export function validation(message: string): AwsError {
  return new AwsError('ValidationError', `1 validation error detected: ${message}`);
}

/** Reads a policy that a request carries; throws `MalformedPolicyDocument`, or the code given. */
export function readGiven(text: string, kind: PolicyKind, code = 'MalformedPolicyDocument'): Policy {
  try {
    return readPolicy(text, kind);
  } catch (error) {
    if (error instanceof PolicyError) {
      throw new AwsError(code, error.message);
    }
    throw error;
  }
}
