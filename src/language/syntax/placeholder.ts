/**
 * What is no more than a name and its marks: that of envsubst and jq (`$TAG`), Azure Pipelines and Make (`$(tag)`),
 * CodeDeploy (`<IMAGE1_NAME>`), and Maven and scripts that replace text (`@tag@`, `<image-tag>`, `%TAG%`, `__TAG__`).
 * After a dollar, small letters are something else: `$schema`. Inside a word, so are two underscores:
 * `Logging__LogLevel__Default` is how .NET names a variable.
 */
const NAME =
  /\$[A-Z_]\w*|\$\([A-Za-z_][\w.-]*\)|<[A-Za-z][\w-]*>|%[A-Z]\w+%|@[A-Za-z][\w.-]*@|(?<!\w)__[A-Za-z]\w*?__(?!\w)/;

/** One of these is in each placeholder. */
const MARK = /[{<$%@]|__/;

/**
 * What stands where a value will be put later: a name; or what Terraform (`${tag}`, `%{ if … }`), ecspresso and Helm
 * (`{{ must_env … }}`), Jinja (`{% if … %}`), ERB (`<%= tag %>`), Octopus and Azure Pipelines (`#{tag}`, `#{tag}#`)
 * write.
 */
const PLACEHOLDER = new RegExp(`[$%#]\\{|\\{[{%]|<%|${NAME.source}`);

/** Whether a string holds a placeholder, so that what it will say cannot be known. */
export function hasPlaceholder(text: string): boolean {
  // Most have none of these, and this is asked of nearly every string.
  return MARK.test(text) && PLACEHOLDER.test(text);
}

/** Finds where a placeholder outside of any string ends. */
export interface PlaceholderScanner {
  /** The offset after the placeholder that starts at `start`, or undefined when none starts there or it never ends. */
  end(start: number): number | undefined;
}

/** A scanner for one text. It reads no part of it twice in vain: a hostile text costs no more than a long one. */
export function createPlaceholderScanner(text: string): PlaceholderScanner {
  const neverEnds = new Set<string>();

  function search(opening: string, find: () => number): number | undefined {
    if (neverEnds.has(opening)) {
      return undefined;
    }
    const end = find();
    if (end >= 0) {
      return end;
    }
    neverEnds.add(opening);
    return undefined;
  }

  return {
    end(start) {
      const first = text[start] ?? '';
      // Nearly all braces open an object.
      if (first === '{' && text[start + 1] !== '{' && text[start + 1] !== '%') {
        return undefined;
      }
      const opening = text.slice(start, start + 2);
      switch (opening) {
        case '${':
        case '%{':
          return search(opening, () => endOfBraces(text, start + 1));
        case '#{':
          return search(opening, () => endOfToken(text, start + 1));
        case '{{':
          return search(opening, () => endOf(text, '}}', start + 2));
        case '{%':
          return search(opening, () => endOf(text, '%}', start + 2));
        case '<%':
          return search(opening, () => endOf(text, '%>', start + 2));
        default:
          return '<$%@_'.includes(first) ? endOfName(text, start) : undefined;
      }
    },
  };
}

function endOf(text: string, closing: string, from: number): number {
  const at = text.indexOf(closing, from);
  return at < 0 ? -1 : at + closing.length;
}

/** Terraform's expressions hold braces themselves: `${jsonencode({ a = 1 })}`. */
function endOfBraces(text: string, openBrace: number): number {
  let depth = 0;
  for (let at = openBrace; at < text.length; at++) {
    const character = text[at];
    if (character === '{') {
      depth++;
    } else if (character === '}' && --depth === 0) {
      return at + 1;
    }
  }
  return -1;
}

/** Azure Pipelines closes with a mark of its own. */
function endOfToken(text: string, openBrace: number): number {
  const end = endOfBraces(text, openBrace);
  return end >= 0 && text[end] === '#' ? end + 1 : end;
}

function endOfName(text: string, start: number): number | undefined {
  const name = new RegExp(NAME, 'y');
  name.lastIndex = start;
  return name.test(text) ? name.lastIndex : undefined;
}
