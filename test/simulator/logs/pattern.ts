import { AwsError } from '../aws/error.ts';

/**
 * Whether a message matches a filter pattern: all of its terms, any of those after `?`, none of those after `-`; a
 * regular expression between `%`; one comparison of a JSON property. Throws as the service does where it is none.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function matcher(pattern = ''): (message: string) => boolean {
  const trimmed = pattern.trim();
  if (trimmed.length > 1024) {
    throw invalid();
  }
  if (trimmed.startsWith('{')) {
    return jsonMatcher(trimmed);
  }
  const terms = Array.from(trimmed.matchAll(/([?-]?)("(?:[^"\\]|\\.)*"|%[^%]+%|[^\s"]+)/g));
  if (terms.map(([term]) => term).join('') !== trimmed.replace(/\s+(?=(?:[^"]*"[^"]*")*[^"]*$)/g, '')) {
    throw invalid();
  }
  const read = terms.map(([, sign = '', term = '']) => ({ sign, test: termMatcher(term) }));
  const any = read.filter(({ sign }) => sign === '?');
  return (message) =>
    read.every(({ sign, test }) => sign === '?' || test(message) !== (sign === '-')) &&
    (any.length === 0 || any.some(({ test }) => test(message)));
}

function termMatcher(term: string): (message: string) => boolean {
  if (term.startsWith('%') && term.length > 2) {
    const expression = new RegExp(term.slice(1, -1));
    return (message) => expression.test(message);
  }
  const words = term.startsWith('"') ? term.slice(1, -1).replace(/\\(.)/g, '$1') : term;
  // Without quotes, a term has no other characters.
  if (!term.startsWith('"') && !/^\w+$/.test(term)) {
    throw invalid();
  }
  return (message) => message.includes(words);
}

function jsonMatcher(pattern: string): (message: string) => boolean {
  const [, name, , quoted, plain] = /^\{\s*\$\.(\w+)\s*(=)\s*(?:"([^"]*)"|([\w.]+))\s*\}$/.exec(pattern) ?? [];
  if (name === undefined) {
    throw invalid();
  }
  return (message) => {
    try {
      return String((JSON.parse(message) as Record<string, unknown>)[name]) === (quoted ?? plain);
    } catch {
      return false;
    }
  };
}

function invalid(): AwsError {
  return new AwsError('InvalidParameterException', 'Invalid filter pattern');
}
