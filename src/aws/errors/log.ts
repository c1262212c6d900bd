import { CredentialsFailure } from '../credentials/failure.ts';
import { redact } from '../redact.ts';
import { readFailure } from './failure.ts';

/** One line about an error for the log: its name, code, status and request, and its message without secrets. */
export function describeForLog(error: unknown): string {
  if (error instanceof CredentialsFailure) {
    return `no credentials: ${describeForLog(error.cause)}`;
  }
  const { name, code, status, requestId, message } = readFailure(error);
  const facts = [
    code !== undefined && code !== name ? code : undefined,
    status && `HTTP ${status}`,
    requestId && `request ${requestId}`,
  ];
  const known = facts.filter((fact) => fact !== undefined && fact !== '' && fact !== 0).join(', ');
  return `${name}${known === '' ? '' : ` (${known})`}: ${redact(withoutCommand(message.split('\n', 1)[0] ?? ''))}`;
}

/** A command line of the user's, such as one that fetches credentials, may have a secret in it. */
function withoutCommand(message: string): string {
  return message.replace(/^(Command failed:).*/, '$1 …');
}
