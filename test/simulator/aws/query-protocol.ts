import { randomUUID } from 'node:crypto';
import { AwsError } from './error.ts';
import { translate } from './error-names.ts';
import { FormParameters, readForm } from './form.ts';
import type { Answer, Protocol, WireRequest } from './protocol.ts';
import { element, elements, type XmlStyle } from './xml.ts';

const STYLE: XmlStyle = { item: 'member' };

/**
 * awsQuery: a form with an `Action` and a `Version`, answered in XML.
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export function awsQuery(version: string, namespace: string): Protocol {
  return {
    // The action is in the body, and the signature always names the service.
    recognises: () => false,
    operation: (request) => actionOf(request, version),
    input: readInput,
    result: (output, operation) =>
      xml(
        200,
        `<${operation}Response xmlns="${namespace}">${element(`${operation}Result`, output, STYLE)}` +
          `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></${operation}Response>`,
      ),
    error: (error) => {
      const { code, message, status } = translate(error, 'query');
      return xml(
        status,
        `<ErrorResponse xmlns="${namespace}"><Error><Type>${status < 500 ? 'Sender' : 'Receiver'}</Type>` +
          `${elements({ Code: code, Message: message }, STYLE)}</Error>` +
          `<RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
      );
    },
  };
}

/** The action of a form. Throws an {@link AwsError} where the form is none of this version. */
export function actionOf({ headers, body }: WireRequest, version: string): string {
  const form = new URLSearchParams(body.toString());
  const action = form.get('Action');
  if (
    action === null ||
    form.get('Version') !== version ||
    headers['content-type']?.startsWith('application/x-www-form-urlencoded') !== true
  ) {
    throw new AwsError('InvalidAction', 'Could not find operation for this version.');
  }
  return action;
}

export function readInput({ body }: WireRequest): FormParameters {
  const { Action: _, Version: _version, ...members } = readForm(body);
  return new FormParameters(members);
}

export function xml(status: number, body: string): Answer {
  return { status, contentType: 'text/xml;charset=UTF-8', body };
}
