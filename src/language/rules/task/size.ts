import { outputOnly } from '../../notation/shape.ts';
import type { Value } from '../../syntax/value.ts';
import { defineRule } from '../define-rule.ts';

/** In bytes of UTF-8. */
const LARGEST = 65536;

/** A UTF-16 code unit of these takes one byte of UTF-8; any other takes at most three. */
const ASCII = /^[\0-\x7f]*$/;

/**
 * "Actual length: 'N'. Max allowed length is '65536' bytes": RegisterTaskDefinition's answer.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html
 * White space and comments do not count: what the AWS CLI and the SDKs send is without.
 */
export const size = defineRule({
  id: 'task/size',
  on: 'task-definition',
  messages: {
    tooLarge: {
      severity: 'error',
      text: 'The task definition has at least {bytes} bytes without white space. ECS allows {most}.',
    },
  },
  check({ taskDefinition: { value }, report }) {
    if (value.kind !== 'object' || isSmall(value)) {
      return;
    }
    const place = value.get('containerDefinitions').key;
    const bytes = leastBytes(value);
    if (bytes <= LARGEST || place === undefined) {
      return;
    }
    report({ at: place, message: 'tooLarge', values: { bytes, most: LARGEST } });
  },
});

/**
 * Whether a look at the text is enough: what is sent is no longer than what is written. What does not stand in a text
 * of its own has to be counted.
 */
function isSmall({ start, end, source }: Value): boolean {
  const length = end - start;
  return length > 0 && (length * 3 <= LARGEST || (length <= LARGEST && ASCII.test(source.text.slice(start, end))));
}

/** The bytes of a task definition as ECS counts them, without what is unknown or cannot be registered. */
function leastBytes(taskDefinition: Value): number {
  const waiting = [taskDefinition];
  let bytes = 0;
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (value.scalar !== undefined) {
      bytes += bytesOf(value.scalar);
      continue;
    }
    const isTop = value === taskDefinition;
    let sent = 0;
    for (const child of value.children) {
      if (child.isAbsent || child.isUnknown || (isTop && outputOnly.has(child.key?.name ?? ''))) {
        continue;
      }
      sent += 1;
      if (child.key !== undefined) {
        bytes += bytesOf(child.key.name) + ':'.length;
      }
      waiting.push(child);
    }
    bytes += '{}'.length + Math.max(0, sent - 1);
  }
  return bytes;
}

/** Strings that JSON writes as they are. */
const PLAIN = /^[ !#-[\]-~]*$/;

/** How many bytes a scalar takes in JSON, which is what is sent. */
function bytesOf(scalar: string | number | boolean | null): number {
  if (typeof scalar === 'string' && PLAIN.test(scalar)) {
    return scalar.length + '""'.length;
  }
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
