/** The settings of a section, by their names in small letters. */
export type Settings = ReadonlyMap<string, string>;

/** What is wrong with a configuration file, and in which line; never the line itself, which may hold a secret. */
export class MalformedIni extends Error {
  readonly line: number;

  constructor(line: number) {
    super(`line ${line}`);
    this.name = 'MalformedIni';
    this.line = line;
  }
}

/** The section that holds for all. It is none of its own, and may come twice. */
const FOR_ALL = 'DEFAULT';

/** A program's own affair, where `#` may be an argument. */
const TAKEN_LITERALLY = new Set(['credential_process']);

/**
 * Reads a shared configuration file as the AWS CLI does, with the rules of Python's `configparser` (botocore,
 * configloader.py): what follows a header's last bracket means nothing, names of settings are the same in capitals, an
 * indented line goes on with the value before it, what is in `[DEFAULT]` holds for each section that does not say
 * otherwise, and what is neither header, setting nor comment makes the file unusable, as do a section and a setting
 * that come twice. Throws a {@link MalformedIni}.
 *
 * One thing is the SDKs' rule rather than the CLI's, which would take the words into the value and fail: ` #` begins a
 * comment after a value.
 */
export function parseIni(contents: string): ReadonlyMap<string, Settings> {
  const sections = new Map<string, Map<string, string>>();
  const everywhere = new Map<string, string>();
  let section: Map<string, string> | undefined;
  let setting: string | undefined;
  let indentation = 0;
  for (const [index, line] of contents
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .entries()) {
    const words = line.trim();
    if (words === '' || words.startsWith('#') || words.startsWith(';')) {
      continue;
    }
    const indented = line.length - line.trimStart().length;
    if (section !== undefined && setting !== undefined && indented > indentation) {
      section.set(setting, `${section.get(setting) ?? ''}\n${valueOf(setting, words)}`);
      continue;
    }
    indentation = indented;
    const header = /^\[(.+)\]/.exec(words)?.[1];
    if (header !== undefined) {
      refuseTwice(sections, header, index);
      section = header === FOR_ALL ? everywhere : new Map<string, string>();
      if (section !== everywhere) {
        sections.set(header, section);
      }
      setting = undefined;
      continue;
    }
    const delimiter = words.search(/[=:]/);
    if (section === undefined || delimiter < 1) {
      throw new MalformedIni(index + 1);
    }
    setting = words.slice(0, delimiter).trim().toLowerCase();
    refuseTwice(section, setting, index);
    section.set(setting, valueOf(setting, words.slice(delimiter + 1).trim()));
  }
  return new Map([...sections].map(([name, own]) => [name, new Map([...everywhere, ...own])]));
}

/**
 * The settings within a value of several lines, as those of a service in a `services` section, by their names as
 * written: unlike others, they are not the same in capitals (botocore, `_parse_nested`). None in a value that begins in
 * the first line. Lines without `=` are left out.
 */
export function parseNested(value: string): Settings {
  const pairs = value.startsWith('\n') ? value.split('\n').map((line) => /^([^=]+)=(.*)$/.exec(line.trim())) : [];
  return new Map(pairs.flatMap((pair) => (pair === null ? [] : [[(pair[1] ?? '').trim(), (pair[2] ?? '').trim()]])));
}

function valueOf(setting: string, written: string): string {
  return TAKEN_LITERALLY.has(setting) ? written : written.replace(/(^|\s)[#;].*$/, '').trimEnd();
}

function refuseTwice(known: ReadonlyMap<string, unknown>, name: string, index: number): void {
  if (known.has(name)) {
    throw new MalformedIni(index + 1);
  }
}
