import { Sha256 } from '@aws-crypto/sha256-js';
import type { AwsCredentialIdentityProvider } from '@aws-sdk/types';
import { SignatureV4 } from '@smithy/signature-v4';

/**
 * Signs the WebSocket upgrade of a data channel (SigV4, service `ssmmessages`), which the message gateway asks for.
 * The signer gets the *decoded* query and encodes it itself; the address that is dialled stays as AWS gave it.
 * An address that carries a signature of its own is left alone.
 */
export async function signUpgrade(
  streamUrl: string,
  {
    region,
    credentials,
    date,
  }: { readonly region: string; readonly credentials: AwsCredentialIdentityProvider; readonly date: Date },
): Promise<Readonly<Record<string, string>>> {
  const url = new URL(streamUrl);
  const query = Object.fromEntries(url.searchParams);
  if (Object.keys(query).some((name) => name.toLowerCase().startsWith('x-amz-'))) {
    return {};
  }
  const signer = new SignatureV4({ service: 'ssmmessages', region, credentials, sha256: Sha256, applyChecksum: false });
  const request = {
    method: 'GET',
    protocol: url.protocol,
    hostname: url.hostname,
    path: url.pathname,
    query,
    headers: { host: url.host },
  };
  const { headers } = await signer.sign(request, { signingDate: date });
  // `ws` sends the host header itself.
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'host'));
}
