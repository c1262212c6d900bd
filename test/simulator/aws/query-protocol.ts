import { randomUUID } from 'node:crypto';
import { AwsError } from './error.ts';
import { Parameters } from './parameters.ts';
import type { Protocol } from './protocol.ts';

/**
 * awsQuery: a form with an `Action` and a `Version`, answered in XML.
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export function awsQuery(version: string, namespace: string): Protocol {
  const form = (body: Buffer): URLSearchParams => new URLSearchParams(body.toString());
  const answer = (status: number, xml: string) => ({ status, contentType: 'text/xml', body: xml });
  return {
    // The action is in the body, and the signature always names the service.
    recognises: () => false,
    operation(headers, body) {
      const action = form(body).get('Action');
      if (
        action === null ||
        form(body).get('Version') !== version ||
        headers['content-type']?.startsWith('application/x-www-form-urlencoded') !== true
      ) {
        throw new AwsError('InvalidAction', 'Could not find operation for this version.');
      }
      return action;
    },
    input: (body) => new Parameters(Object.fromEntries(form(body))),
    result: (output, operation) =>
      answer(
        200,
        `<${operation}Response xmlns="${namespace}"><${operation}Result>${members(output)}</${operation}Result>` +
          `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></${operation}Response>`,
      ),
    error: ({ code, message, status }) =>
      answer(
        status,
        `<ErrorResponse xmlns="${namespace}"><Error><Type>${status < 500 ? 'Sender' : 'Receiver'}</Type>` +
          `${members({ Code: code, Message: message })}</Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
      ),
  };
}

function members(value: object): string {
  return Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([name, member]) => `<${name}>${escape(String(member))}</${name}>`)
    .join('');
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
