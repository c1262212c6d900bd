import type { Format } from './api.ts';

/** What a file's name says of how it is written. */
const BY_NAME: readonly (readonly [RegExp, Format])[] = [
  [/\.(?:tf|tofu)$/i, 'hcl'],
  [/\.ya?ml$/i, 'yaml'],
  // Templates of JSON: `td.json.tpl`, `td.json.j2`, `containers.tftpl`.
  [/\.jsonc?(?:\.[^/.]+)?$|\.tftpl$/i, 'json'],
];

/** CloudFormation's own names, for JSON and for YAML. */
const EITHER = /\.(?:template|cfn)$/i;

/** How a file of this name is written, as far as its name says; CloudFormation's files need a look at their text. */
export function formatOf(name: string, text: string): Format | undefined {
  const known = BY_NAME.find(([pattern]) => pattern.test(name))?.[1];
  if (known !== undefined) {
    return known;
  }
  return EITHER.test(name) ? (beginsAsJson(text) ? 'json' : 'yaml') : undefined;
}

/** Whether a file of this name may hold something of ours, whatever is in it. */
export function mayBeOurs(name: string): boolean {
  return formatOf(name, '') !== undefined;
}

/** How a text without a name is written, as far as one can tell. */
export function guessFormat(text: string): Format {
  if (beginsAsJson(text)) {
    return 'json';
  }
  return /^[ \t]*(?:resource|data|module|variable|locals|terraform|provider)\b[^\n:=]*\{/m.test(text) ? 'hcl' : 'yaml';
}

function beginsAsJson(text: string): boolean {
  return /^\s*(?:[[{]|\/[/*]|$)/.test(text);
}
