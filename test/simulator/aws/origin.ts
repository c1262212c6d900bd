import type { IncomingHttpHeaders } from 'node:http';

/**
 * Why a request must not be answered, or undefined. The simulator hands out shells on this machine, so no page in a
 * browser may speak to it: not directly (browsers send an Origin) and not under a name that was pointed at this
 * machine (DNS rebinding; the Host is not ours then). The AWS CLI and the SDKs send no Origin. Names under `localhost`,
 * which buckets of S3 have, are this machine for every browser, too (RFC 6761).
 */
export function refusal({ host = '', origin }: IncomingHttpHeaders, tlsHost?: string): string | undefined {
  if (origin !== undefined) {
    return 'The simulator does not answer web pages.';
  }
  const own = host === tlsHost || /^(127\.0\.0\.1|([a-z0-9.-]+\.)?localhost|\[::1\])(:\d+)?$/.test(host);
  return own ? undefined : 'The simulator answers only as 127.0.0.1 or localhost.';
}
