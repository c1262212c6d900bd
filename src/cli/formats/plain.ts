/** The words of a Markdown text, without its marks, for those who show none. */
export function plain(markdown: string): string {
  return markdown
    .replace(/\[([^\]]+)\]\([^)\s]+\)/g, '$1')
    .replace(/^#+ /gm, '')
    .replaceAll('**', '')
    .replaceAll('`', '');
}
