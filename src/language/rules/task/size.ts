import { text } from '../../../text.ts';
import { outputOnly } from '../../notation/shape.ts';
import type { Value } from '../../syntax/value.ts';
import type { OldRule } from '../rule.ts';

/** In bytes of UTF-8. */
const LARGEST = 65536;

/** A UTF-16 code unit of these takes one byte of UTF-8; any other takes three at most. */
const ASCII = /^[\0-\x7f]*$/;

/**
 * "Actual length: 'N'. Max allowed length is '65536' bytes": RegisterTaskDefinition's answer.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html
 * White space and comments do not count: what the AWS CLI and the SDKs send is without.
 */
export const size: OldRule = {
  id: 'task/size',
  severity: 'error',
  check({ value }, report) {
    if (value.kind !== 'object' || isSmall(value)) {
      return;
    }
    const place = value.get('containerDefinitions').key;
    const bytes = leastBytes(value);
    if (bytes <= LARGEST || place === undefined) {
      return;
    }
    report({
      at: place,
      message: text('The task definition has {0} bytes or more without white space; ECS allows {1}.', bytes, LARGEST),
    });
  },
};

/** Whether a look at the text is enough. */
function isSmall({ start, end, source }: Value): boolean {
  const length = end - start;
  return length * 3 <= LARGEST || (length <= LARGEST && ASCII.test(source.text.slice(start, end)));
}

/** The bytes of a task definition as JSON without white space, not counting what is unknown or cannot be registered. */
function leastBytes(taskDefinition: Value): number {
  const waiting = [taskDefinition];
  let bytes = 0;
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (value.scalar !== undefined) {
      bytes += bytesOf(value.scalar);
      continue;
    }
    const isTop = value === taskDefinition;
    const sent = value.children.filter((child) => isSent(child) && !(isTop && outputOnly.has(child.key?.name ?? '')));
    bytes += '{}'.length + Math.max(0, sent.length - 1);
    for (const child of sent) {
      if (child.key !== undefined) {
        bytes += bytesOf(child.key.name) + ':'.length;
      }
      waiting.push(child);
    }
  }
  return bytes;
}

function isSent(value: Value): boolean {
  return !value.isAbsent && !value.isUnknown;
}

/** How many bytes a scalar takes in JSON. */
function bytesOf(scalar: string | number | boolean | null): number {
  const json = JSON.stringify(scalar);
  let bytes = json.length;
  for (let index = 0; index < json.length; index++) {
    const code = json.charCodeAt(index);
    // A pair of surrogates, two units, takes four bytes.
    if (code > 0x7f) {
      bytes += code > 0x7ff && (code < 0xd800 || code > 0xdfff) ? 2 : 1;
    }
  }
  return bytes;
}
