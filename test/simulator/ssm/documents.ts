import { AwsError } from '../aws/error.ts';

interface Parameter {
  readonly pattern: RegExp;
  readonly default: string;
}

const PORT_NUMBER: Parameter = {
  pattern: /^([1-9]|[1-9][0-9]{1,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])$/,
  default: '80',
};
const LOCAL_PORT_NUMBER: Parameter = {
  pattern: /^([0-9]|[1-9][0-9]{1,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])$/,
  default: '0',
};
const HOST: Parameter = { pattern: /^[^,$^&()!;'"<>`{}[\]|#=]{3,}$/, default: 'localhost' };

/** Session documents of AWS's own, with their parameters. */
const DOCUMENTS: ReadonlyMap<string, ReadonlyMap<string, Parameter>> = new Map([
  [
    'AWS-StartPortForwardingSession',
    new Map([
      ['portNumber', PORT_NUMBER],
      ['localPortNumber', LOCAL_PORT_NUMBER],
    ]),
  ],
  [
    'AWS-StartPortForwardingSessionToRemoteHost',
    new Map([
      ['portNumber', PORT_NUMBER],
      ['localPortNumber', LOCAL_PORT_NUMBER],
      ['host', HOST],
    ]),
  ],
]);

/**
 * The parameters of a session document with these values; throws an {@link AwsError}. AWS's own sentences for a
 * parameter that a document does not have, or whose value it does not allow, are not on record.
 */
export function fillDocument(
  name: string,
  given: Readonly<Record<string, readonly string[]>>,
): ReadonlyMap<string, string> {
  const document = DOCUMENTS.get(name);
  if (document === undefined) {
    throw new AwsError('InvalidDocument', `Document with name ${name} does not exist.`);
  }
  for (const [parameter, values] of Object.entries(given)) {
    const { pattern } = document.get(parameter) ?? {};
    if (pattern === undefined) {
      throw invalid(`The document ${name} has no parameter ${parameter}.`);
    }
    if (values.length !== 1) {
      throw invalid(`The parameter ${parameter} must have one value.`);
    }
    if (!pattern.test(values[0] ?? '')) {
      throw invalid(`Parameter "${parameter}" has value "${values[0] ?? ''}" not matching "${pattern.source}".`);
    }
  }
  return new Map(
    [...document].map(([parameter, { default: standard }]) => [parameter, given[parameter]?.[0] ?? standard]),
  );
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameters', message);
}
