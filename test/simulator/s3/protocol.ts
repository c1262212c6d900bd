import { randomBytes, randomUUID } from 'node:crypto';
import { AwsError } from '../aws/error.ts';
import { translate } from '../aws/error-names.ts';
import { Parameters } from '../aws/parameters.ts';
import type { Protocol, WireRequest } from '../aws/protocol.ts';
import { element, elements, escapeXml } from '../aws/xml.ts';

/** Operations of S3 on a bucket by the query that they are known by. */
const OPERATIONS: ReadonlyMap<string, string> = new Map([
  ['GET location', 'GetBucketLocation'],
  ['GET encryption', 'GetBucketEncryption'],
  ['HEAD ', 'HeadBucket'],
]);

const STYLE = { item: 'Rule' };

/**
 * restXml as S3 has it: the bucket is in the path or in the host's name, the operation in method and query.
 * https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html
 */
export const s3Protocol: Protocol = {
  isRest: true,
  recognises: () => false,
  operation(request) {
    const { method } = request;
    const { key, query } = read(request);
    const [name = ''] = [...query.keys()].filter((each) => each !== 'x-id');
    const operation = OPERATIONS.get(`${method} ${name}`);
    if (operation === undefined || key !== '') {
      throw new AwsError(
        'UnknownOperationException',
        'A header you provided implies functionality that is not implemented',
      );
    }
    return operation;
  },
  input: (request) =>
    new Parameters({
      Bucket: read(request).bucket,
      ExpectedBucketOwner: request.headers['x-amz-expected-bucket-owner'],
    }),
  result(output, operation) {
    const [root] = Object.entries(output);
    // The one answer that is not in an element of its structure's name.
    const body =
      root === undefined
        ? ''
        : `<?xml version="1.0" encoding="UTF-8"?>\n<${root[0]} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">` +
          `${typeof root[1] === 'object' ? elements(root[1] as object, STYLE) : escapeXml(String(root[1] ?? ''))}</${root[0]}>`;
    return { status: 200, contentType: 'application/xml', body: operation === 'HeadBucket' ? '' : body };
  },
  error: (error) => {
    const { code, message, status, members } = translate(error, 's3');
    const content = {
      Code: code,
      Message: message,
      ...members,
      RequestId: randomUUID(),
      HostId: randomBytes(48).toString('base64'),
    };
    return {
      status,
      contentType: 'application/xml',
      body: `<?xml version="1.0" encoding="UTF-8"?>\n${element('Error', content, STYLE)}`,
    };
  },
};

/** The bucket that a request is about, and the rest of its path. */
function read({ url, headers: { host = '' } }: WireRequest): { bucket: string; key: string; query: URLSearchParams } {
  const { pathname, searchParams: query } = new URL(url, 'http://127.0.0.1');
  const path = decodeURIComponent(pathname.slice(1));
  const [, virtual] = /^([a-z0-9][a-z0-9.-]+)\.localhost(?::\d+)?$/.exec(host) ?? [];
  if (virtual !== undefined) {
    return { bucket: virtual, key: path, query };
  }
  const slash = path.indexOf('/');
  return slash === -1
    ? { bucket: path, key: '', query }
    : { bucket: path.slice(0, slash), key: path.slice(slash + 1), query };
}
