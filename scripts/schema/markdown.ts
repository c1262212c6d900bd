/** The HTML of AWS's documentation comments as a tree. Text has its character references resolved. */
type Node = string | Element;

interface Element {
  readonly name: string;
  readonly link: string | undefined;
  readonly children: Node[];
}

const BLOCKS: ReadonlySet<string> = new Set(['p', 'ul', 'ol', 'dl', 'note', 'important']);
const CHARACTERS: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/**
 * AWS's documentation text, which is HTML, as Markdown.
 * @throws Error on an element or a character reference that it does not know, so that nothing is lost silently.
 */
export function toMarkdown(html: string): string {
  return blocks(parse(html).children);
}

/** The terms of the definition lists (`<dl>`) in a text, each with its definition as Markdown. */
export function definitions(html: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const visit = ({ name, children }: Element): void => {
    for (const [term, definition] of name === 'dl' ? pairs(children) : []) {
      found.set(plain(term), blocks(definition));
    }
    children.filter((child) => typeof child !== 'string').forEach(visit);
  };
  visit(parse(html));
  return found;
}

/** Forgives what is left open: a closing tag closes all that was opened after its own. */
function parse(html: string): Element {
  const root: Element = { name: '', link: undefined, children: [] };
  const open = [root];
  for (const [, close, name, attributes = '', text] of html.matchAll(/<(\/?)([a-z]+)([^>]*)>|([^<]+|<)/g)) {
    const parent = open.at(-1) ?? root;
    if (text !== undefined) {
      parent.children.push(resolve(text));
    } else if (close === '/') {
      const opened = open.findLastIndex((element) => element.name === name);
      if (opened > 0) {
        open.length = opened;
      }
    } else {
      const element: Element = { name: name ?? '', link: /href="([^"]*)"/.exec(attributes)?.[1], children: [] };
      parent.children.push(element);
      open.push(element);
    }
  }
  return root;
}

function resolve(text: string): string {
  return text.replace(/&(#?\w+);/g, (reference, name: string) => {
    const character = /^#\d+$/.test(name) ? String.fromCodePoint(Number(name.slice(1))) : CHARACTERS[name];
    if (character === undefined) {
      throw new Error(`${reference} is not known: add it to scripts/schema/markdown.ts`);
    }
    return character;
  });
}

/** Blocks, with an empty line between; text that stands between blocks is a paragraph. */
function blocks(nodes: readonly Node[]): string {
  const done: string[] = [];
  let loose: Node[] = [];
  const flush = (): void => {
    const paragraph = inline(loose).trim();
    if (paragraph !== '') {
      done.push(escapeStart(paragraph));
    }
    loose = [];
  };
  for (const node of nodes) {
    if (typeof node === 'string' || !BLOCKS.has(node.name)) {
      loose.push(node);
    } else {
      flush();
      done.push(block(node));
    }
  }
  flush();
  return done.filter((one) => one !== '').join('\n\n');
}

function block({ name, children }: Element): string {
  switch (name) {
    case 'p':
      return blocks(children);
    case 'note':
      return quote(`**Note:** ${blocks(children)}`);
    case 'important':
      return quote(`**Important:** ${blocks(children)}`);
    case 'dl':
      return list(
        pairs(children).map(([term, definition]) => `**${inline(term).trim()}**\n\n${blocks(definition)}`),
        '- ',
      );
    default:
      return list(
        elements(children, 'li').map((item) => blocks(item.children)),
        name === 'ol' ? '1. ' : '- ',
      );
  }
}

function list(items: readonly string[], marker: string): string {
  const indent = ' '.repeat(marker.length);
  return items.map((item) => marker + item.replace(/\n(?=.)/g, `\n${indent}`)).join('\n');
}

function quote(text: string): string {
  return text.replace(/^/gm, '> ').replace(/ $/gm, '');
}

/** Each `<dt>` of a definition list with the content of the `<dd>` after it. */
function pairs(children: readonly Node[]): readonly (readonly [readonly Node[], readonly Node[]])[] {
  const definitions = elements(children, 'dd');
  return elements(children, 'dt').map((term, index) => [term.children, definitions[index]?.children ?? []]);
}

function elements(nodes: readonly Node[], name: string): readonly Element[] {
  return nodes.filter((node) => typeof node !== 'string').filter((node) => node.name === name);
}

/** What stands in one line. */
function inline(nodes: readonly Node[]): string {
  return nodes
    .map((node) => (typeof node === 'string' ? escape(node) : mark(node)))
    .join('')
    .replace(/\s+/g, ' ');
}

function mark({ name, link, children }: Element): string {
  const text = name === 'code' ? plain(children) : inline(children).trim();
  if (text === '') {
    return '';
  }
  switch (name) {
    case 'code':
      // A span may hold backticks when it stands between more of them.
      return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
    case 'i':
      return `*${text}*`;
    case 'b':
      return `**${text}**`;
    case 'a':
      return link === undefined || link === '' ? text : `[${text}](${link})`;
    default:
      throw new Error(`<${name}> is not known: add it to scripts/schema/markdown.ts`);
  }
}

function plain(nodes: readonly Node[]): string {
  return nodes
    .map((node) => (typeof node === 'string' ? node : plain(node.children)))
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Leaves an underscore within a word, which Markdown takes as it is. */
function escape(text: string): string {
  return text.replace(/[\\`*[\]<~]|(?<!\w)_|_(?!\w)/g, '\\$&');
}

/** Keeps a paragraph from being taken for a heading, a list or a quotation. */
function escapeStart(paragraph: string): string {
  return paragraph.replace(/^(\d*)([#+>.)-])/, '$1\\$2');
}
