import * as vscode from 'vscode';
import { sanitize } from '../sanitize.ts';
import { type Text, valuesByName } from '../text.ts';

/** What has a meaning in Markdown; a backslash takes it away. */
const MARKUP = /[\\`*_{}[\]()#+\-.!<>|~:&]/g;

/** Paragraphs that are written in Markdown, whose values are not, and a link below them. */
export function toMarkdown(
  paragraphs: readonly Text[],
  link?: { readonly title: string; readonly url: string },
): vscode.MarkdownString {
  const written = paragraphs.map(inMarkdown);
  return new vscode.MarkdownString(
    [...written, ...(link === undefined ? [] : [`[${link.title}](${link.url})`])].join('\n\n'),
  );
}

function inMarkdown(sentence: Text): string {
  const values = valuesByName(sentence, (value) =>
    typeof value === 'object' ? inMarkdown(value) : sanitize(value).replace(MARKUP, '\\$&'),
  );
  return vscode.l10n.t(sentence.template, values);
}
