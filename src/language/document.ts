import { LONGEST_TEXT } from './api.ts';
import { mayBeTaskDefinition, recognize, type RecognizedDocument } from './documents/recognize.ts';
import { parseJson } from './syntax/json/parse.ts';

/** The document in a text, or undefined when it is none of ours or longer than {@link LONGEST_TEXT}. */
export function readDocument(text: string): RecognizedDocument | undefined {
  if (text.length > LONGEST_TEXT || !mayBeTaskDefinition(text)) {
    return undefined;
  }
  const root = parseJson(text);
  return root === undefined ? undefined : recognize(root);
}
