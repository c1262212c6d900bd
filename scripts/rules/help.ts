import { pageOf } from './page.ts';

const PAGES = 'https://github.com/ecs-exec/ecs-exec/blob/main/docs/rules/';

/** The sections that help somebody with a finding in front of them. */
const SECTIONS = ['Why', 'What AWS says', 'How to fix it'];

/** What a rule's page says, in Markdown, for programs that show findings elsewhere. */
interface Help {
  readonly summary: string;
  readonly why: string;
  readonly help: string;
}

/** By rule: those that have a page in a folder of the project. */
export function helpOf(ids: readonly string[], root: string): Readonly<Record<string, Help>> {
  const entries = ids.toSorted().flatMap((id) => {
    const page = pageOf(id, root);
    if (page === undefined) {
      return [];
    }
    const sections = SECTIONS.map((heading) => [heading, proseOf(page.sections.get(heading) ?? '', id)] as const);
    const [why = ''] = sections.flatMap(([, text]) => text.split('\n\n', 1));
    const summary = absolute(page.summary, id);
    const help = [summary, ...sections.map(([heading, text]) => `## ${heading}\n\n${text}`)].join('\n\n');
    return [[id, { summary, why, help }] as const];
  });
  return Object.fromEntries(entries);
}

/** A section without its examples. */
function proseOf(section: string, id: string): string {
  const [prose = ''] = section.split(/^### /m, 1);
  return absolute(prose.trim(), id);
}

/** Links from elsewhere are not relative to the page. */
function absolute(markdown: string, id: string): string {
  const page = `${PAGES}${id}.md`;
  return markdown.replace(/\]\((?!https?:)([^)\s]+)\)/g, (_, link: string) => `](${new URL(link, page).href})`);
}
