import { randomUUID } from 'node:crypto';
import { translate } from './error-names.ts';
import type { Protocol } from './protocol.ts';
import { actionOf, readInput, xml } from './query-protocol.ts';
import { elements, type XmlStyle } from './xml.ts';

/**
 * ec2Query: a form with an `Action` and a `Version`, answered in XML whose elements have names of their own.
 * https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html
 */
export function ec2Query(version: string, elementOf: NonNullable<XmlStyle['elementOf']>): Protocol {
  const style: XmlStyle = { item: 'item', elementOf };
  return {
    recognises: () => false,
    operation: (request) => actionOf(request, version),
    input: readInput,
    result: (output, operation) =>
      xml(
        200,
        `<?xml version="1.0" encoding="UTF-8"?>\n` +
          `<${operation}Response xmlns="http://ec2.amazonaws.com/doc/${version}/">` +
          `<requestId>${randomUUID()}</requestId>${elements(output, style)}</${operation}Response>`,
      ),
    error: (error) => {
      const { code, message, status } = translate(error, 'ec2');
      const sentence =
        code === 'UnauthorizedOperation' ? `You are not authorized to perform this operation. ${message}` : message;
      const members = elements({ Code: code, Message: sentence }, { item: 'item' });
      return xml(
        status,
        `<?xml version="1.0" encoding="UTF-8"?>\n` +
          `<Response><Errors><Error>${members}</Error></Errors><RequestID>${randomUUID()}</RequestID></Response>`,
      );
    },
  };
}
