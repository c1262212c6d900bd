import { Problem } from '../../problem.ts';
import { sentence } from '../../text.ts';
import type { SessionInvitation } from '../api/sessions.ts';
import { isLoopback } from '../loopback.ts';

/** What of a connection decides where its sessions are opened. */
export interface SessionPlace {
  /** An endpoint in place of AWS's own. */
  readonly endpoint: string | undefined;
  /** Where sessions are opened in place of the host that AWS names. */
  readonly sessionEndpoint: string | undefined;
}

/**
 * The invitation in an answer of AWS, led to where sessions are opened. Its token goes to this address, which must be
 * encrypted, or the simulator's on this machine. Throws a `Problem` where it is not, or where a part is missing.
 */
export function invitationIn(
  answer: { readonly streamUrl?: string | undefined; readonly tokenValue?: string | undefined } | undefined,
  { endpoint, sessionEndpoint }: SessionPlace,
): SessionInvitation {
  const streamUrl = rerouted(whole(answer?.streamUrl), sessionEndpoint);
  const url = URL.canParse(streamUrl) ? new URL(streamUrl) : undefined;
  const isSimulated =
    (endpoint ?? sessionEndpoint) !== undefined && url?.protocol === 'ws:' && isLoopback(url.hostname);
  if (url?.protocol !== 'wss:' && !isSimulated) {
    throw new Problem(
      'bad-stream-url',
      sentence('The address of the session is not encrypted.'),
      sentence('Check the setting ecs-exec.endpoint.'),
    );
  }
  return { streamUrl, tokenValue: whole(answer?.tokenValue) };
}

/** A part of an answer that grants a session, none of which is ever missing. Throws a `Problem` where it is. */
export function whole(part: string | undefined): string {
  if (part === undefined) {
    throw new Problem(
      'no-session',
      sentence('AWS answered without a session.'),
      sentence('Wait a few seconds, then try again.'),
    );
  }
  return part;
}

/** The rest of the address is kept to the letter. */
function rerouted(streamUrl: string, sessionEndpoint: string | undefined): string {
  if (sessionEndpoint === undefined) {
    return streamUrl;
  }
  const { protocol, host } = new URL(sessionEndpoint);
  return streamUrl.replace(/^wss?:\/\/[^/?#]*/, `${protocol === 'http:' ? 'ws' : 'wss'}://${host}`);
}
