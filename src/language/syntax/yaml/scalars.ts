import type { Kind, Scalar } from '../value.ts';

/** What a scalar without quotes says. */
export interface Plain {
  readonly kind: Kind;
  readonly scalar: Scalar | undefined;
}

const NULL = /^(?:~|null|Null|NULL)?$/;
const TRUE = /^(?:true|True|TRUE|yes|Yes|YES|on|On|ON)$/;
const FALSE = /^(?:false|False|FALSE|no|No|NO|off|Off|OFF)$/;
const DECIMAL = /^[-+]?(?:0|[1-9][\d_]*)$/;
const OCTAL = /^[-+]?0[0-7_]+$/;
const FLOAT = /^[-+]?(?:\d[\d_]*\.[\d_]*|\.\d[\d_]*)(?:[eE][-+]?\d+)?$/;

/**
 * What is a number to some readers and a string to others: `12:30` is 750 in YAML 1.1, `0o17` a number in YAML 1.2
 * only, and `y` a boolean by the letter of YAML 1.1, which hardly anybody follows.
 */
const DOUBTFUL =
  /^(?:[yYnN]|[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?|[-+]?0[xob][\da-fA-F_]+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)|[-+]?\d+[eE][-+]?\d+)$/;

/** One of these is first in whatever is no string. */
const TELLING_START = /^[-+.~\dyYnNtTfFoO]/;

/**
 * Reads a scalar without quotes as YAML 1.1 has it, as which CloudFormation reads its templates; dates are strings
 * there. Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html
 */
export function readPlain(text: string): Plain {
  if (text !== '' && !TELLING_START.test(text)) {
    return { kind: 'string', scalar: text };
  }
  if (NULL.test(text)) {
    return { kind: 'null', scalar: null };
  }
  if (TRUE.test(text) || FALSE.test(text)) {
    return { kind: 'boolean', scalar: TRUE.test(text) };
  }
  if (DECIMAL.test(text) || FLOAT.test(text)) {
    return { kind: 'number', scalar: Number(text.replaceAll('_', '')) };
  }
  if (OCTAL.test(text)) {
    return { kind: 'number', scalar: octal(text.replaceAll('_', '')) };
  }
  return DOUBTFUL.test(text) ? { kind: 'unknown', scalar: undefined } : { kind: 'string', scalar: text };
}

function octal(digits: string): number {
  const amount = Number.parseInt(digits.replace(/^[-+]/, ''), 8);
  return digits.startsWith('-') ? -amount : amount;
}

/** Letters, digits, and what means nothing inside of a word: it stands without quotes wherever it is a string. */
const WORD = /^[A-Za-z_/][\w./@*+$-]*$/;

/** The same with colons, which some readers do not take in brackets, and blanks between words. */
const WORDS = /^[A-Za-z_/][\w./@*+$-]*(?:(?::| )[\w./@*+$-]+)*$/;

/** Whether a string can stand without quotes, in brackets or outside of them, and be that string to all readers. */
export function isPlain(text: string, isInBrackets: boolean): boolean {
  return (isInBrackets ? WORD : WORDS).test(text) && readPlain(text).kind === 'string';
}
