import { Problem } from './problem.ts';
import { type Failure, proxyProblem } from './proxy.ts';
import { sentence } from './text.ts';

/** What went wrong with a request, by what Node, the SDK and VS Code say of it. */
export interface NetworkFailure extends Failure {
  /** Node's code, see {@link codeOf}. */
  readonly code?: string | undefined;
  /** The error's name, where it has no code. */
  readonly name?: string;
}

/** Codes, and names of the SDK's errors, of a connection that was not made or did not last. */
const LOST = new Set([
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'TimeoutError',
  'RequestTimeout',
  'RequestTimeoutException',
  'RequestAbortedException',
]);
/** All codes of OpenSSL for a certificate have one of these in them (https://nodejs.org/api/tls.html). */
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|INVALID_CA|HOSTNAME_MISMATCH/;

/**
 * Says what the network, or a proxy in it, has to do with a failure to reach a host; undefined where nothing shows that
 * it has.
 */
export function networkProblem(failure: NetworkFailure, host: string, cause?: unknown): Problem | undefined {
  return proxyProblem(failure) ?? problemByCode(failure.code ?? failure.name ?? '', host, cause);
}

/** That a host could not be reached in time. */
export function notReached(host: string, seconds: number): Problem {
  return new Problem(
    'no-answer',
    sentence('{0} could not be reached within {1} seconds.', host, seconds),
    sentence('Check the network connection, VPN and firewall, and that the region and the endpoint are right.'),
  );
}

/** Node's code for a failed connection: on the error, on its cause, or on the tries for each address of the host. */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) {
    return undefined;
  }
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown };
  if (typeof code === 'string') {
    return code;
  }
  const inner: unknown = Array.isArray(errors) ? errors[0] : cause;
  return typeof inner === 'object' && inner !== null && 'code' in inner && typeof inner.code === 'string'
    ? inner.code
    : undefined;
}

function problemByCode(code: string, host: string, cause: unknown): Problem | undefined {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return new Problem(
      'no-network',
      sentence('The host {0} was not found.', host),
      sentence('Check the network connection and VPN, and that the region and the endpoint are right.'),
      cause,
    );
  }
  if (code === 'ECONNREFUSED') {
    return new Problem(
      'no-network',
      sentence('Nothing answers at {0}.', host),
      sentence('Check the network connection, VPN and firewall, and the endpoint that is set.'),
      cause,
    );
  }
  if (LOST.has(code)) {
    return new Problem(
      'no-network',
      sentence('The connection to {0} was lost.', host),
      sentence('Check the network connection, VPN and firewall, then try again.'),
      cause,
    );
  }
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_')) {
    return new Problem(
      'no-tls',
      sentence('There is no encrypted connection to {0}, because what answers there does not speak TLS.', host),
      sentence('Check the endpoint that is set, and that your proxy or firewall lets TLS through.'),
      cause,
    );
  }
  if (CERTIFICATE.test(code)) {
    return new Problem(
      'untrusted-certificate',
      sentence('The certificate of {0} is not trusted on this computer ({1}).', host, code),
      sentence(
        "If a proxy in your network inspects TLS, add its certificate to the system's store. VS Code " +
          'reads it from there.',
      ),
      cause,
    );
  }
  return undefined;
}
