import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The sections of each rule's page, in this order. */
export const HEADINGS: readonly string[] = ['Why', 'What AWS says', 'How to fix it', 'When it stays silent'];

/** The heading of an example that stands beside all others of its page: in another file of the folder. */
export const BESIDE = 'The task definition beside it';

/** What a rule's page, `docs/rules/<group>/<name>.md`, tells besides its prose. */
export interface Page {
  readonly title: string;
  /** The first paragraph: what the rule requires, in one sentence. */
  readonly summary: string;
  readonly headings: readonly string[];
  /** The text of each section, by its heading. */
  readonly sections: ReadonlyMap<string, string>;
  /** The JSON examples, by the heading they stand under. */
  readonly examples: ReadonlyMap<string, string>;
}

/** The page of a rule in a folder of the project; undefined where there is none. */
export function pageOf(rule: string, root: string): Page | undefined {
  const path = join(root, 'docs', 'rules', `${rule}.md`);
  return existsSync(path) ? readPage(readFileSync(path, 'utf8')) : undefined;
}

export function readPage(text: string): Page {
  const [introduction = '', ...parts] = text.split(/^## /m);
  const [title = '', summary = ''] = introduction.split(/\n{2,}/);
  const sections = parts.map((part): [string, string] => {
    const [heading = ''] = part.split('\n', 1);
    return [heading, part.slice(heading.length)];
  });
  const examples = text.matchAll(/^### (.+)\n+```(?:json|yaml|hcl)\n([\s\S]*?)```$/gm);
  return {
    title: title.replace(/^# /, ''),
    summary: summary.replaceAll('\n', ' ').trim(),
    headings: sections.map(([heading]) => heading),
    sections: new Map(sections),
    examples: new Map(Array.from(examples, ([, heading = '', code = '']) => [heading, code])),
  };
}
