/** White space of any kind, and characters without a width, at both ends of a text. */
const AROUND = /^[\s\u200b-\u200d\u2060\ufeff]+|[\s\u200b-\u200d\u2060\ufeff]+$/g;

/** Whether a text is a name and white space around it: to the eye, the two may be the same. */
export function isNameInSpace(text: string, name: string): boolean {
  return text !== name && text.replace(AROUND, '') === name;
}
