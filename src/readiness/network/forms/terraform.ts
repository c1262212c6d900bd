/** A value of an argument. A reference to another block stands without quotes. */
export type Hcl = string | number | boolean | readonly (string | Reference)[] | Reference;

export class Reference {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }
}

/** A resource of the AWS provider, formatted as `terraform fmt` does. */
export function resource(type: string, name: string, body: Readonly<Record<string, Hcl>>): string {
  const longest = Math.max(...Object.keys(body).map(({ length }) => length));
  const lines = Object.entries(body).map(([key, value]) => `  ${key.padEnd(longest)} = ${write(value)}`);
  return [`resource ${quote(type)} ${quote(name)} {`, ...lines, '}'].join('\n');
}

function write(value: Hcl): string {
  if (value instanceof Reference) {
    return value.path;
  }
  if (typeof value === 'string') {
    return quote(value);
  }
  return typeof value === 'object' ? `[${value.map(write).join(', ')}]` : String(value);
}

/** A text in quotes, in which `${` and `%{` have no meaning. */
export function quote(text: string): string {
  return JSON.stringify(text).replace(/[$%](?=\{)/g, '$&$&');
}
