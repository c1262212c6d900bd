/** Options of a command of the AWS CLI, in order: a value, several values, or `true` for one that stands alone. */
export type Options = Readonly<Record<string, string | number | readonly string[] | true>>;

const NEEDS_NO_QUOTES = /^[\w@%+=:,./-]+$/;

/** A command of the AWS CLI for a POSIX shell, each option on a line of its own. */
export function awsCommand(words: readonly string[], options: Options): string {
  const lines = Object.entries(options).map(([name, value]) =>
    [`--${name}`, ...(value === true ? [] : [value].flat().map((one) => quote(String(one))))].join(' '),
  );
  return [`aws ${words.join(' ')}`, ...lines].join(' \\\n  ');
}

/** A word of a POSIX shell, in which nothing has a meaning. `$name` of a variable that was set before it is kept. */
function quote(word: string): string {
  if (VARIABLE.test(word)) {
    return `"${word}"`;
  }
  return NEEDS_NO_QUOTES.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

const VARIABLE = /^\$[a-z_]+$/;
