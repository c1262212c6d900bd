import * as vscode from 'vscode';
import type { Format } from '../../language/api.ts';
import { formatOf as formatOfFile, guessFormat } from '../../language/format.ts';
import { DOCUMENT_SCHEME, LIVE_DEFINITIONS } from '../contributions.ts';

/**
 * Whether somebody can change a document. What is only shown, as the left side of a diff, an older version or a
 * proposal, is none.
 */
export function isWritable({ uri: { scheme } }: vscode.TextDocument): boolean {
  return scheme === 'untitled' || vscode.workspace.fs.isWritableFileSystem(scheme) === true;
}

/**
 * Whether findings are shown in a document: where somebody could do something about them, and in the task definition
 * of what runs, where they tell what is wrong with it.
 */
export function isChecked(document: vscode.TextDocument): boolean {
  const { scheme, path } = document.uri;
  return isWritable(document) || (scheme === DOCUMENT_SCHEME && path.includes(`/${LIVE_DEFINITIONS}/`));
}

/** Formats of documents, by their languages; of `cloudformation`, the text tells. */
const FORMATS: Readonly<Record<string, Format>> = {
  json: 'json',
  jsonc: 'json',
  yaml: 'yaml',
  terraform: 'hcl',
  opentofu: 'hcl',
};

/** How a document is written. */
export function formatOf(document: vscode.TextDocument): Format {
  const { languageId, uri } = document;
  return FORMATS[languageId] ?? formatOfFile(uri.path, document.getText()) ?? guessFormat(document.getText());
}

/** Whether a comment is in nobody's way, whoever reads the document. */
export function areCommentsAllowed(document: vscode.TextDocument): boolean {
  return document.languageId === 'jsonc' || formatOf(document) !== 'json';
}
