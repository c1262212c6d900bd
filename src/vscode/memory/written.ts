// Reads what VS Code's state holds, which another version may have written.

/** Its properties; none where it is no object. */
export function fieldsOf(written: unknown): Readonly<Record<string, unknown>> {
  return typeof written === 'object' && written !== null ? (written as Readonly<Record<string, unknown>>) : {};
}

/** Whether it is a text that is not empty, of so many characters at most. */
export function isText(written: unknown, longest: number): written is string {
  return typeof written === 'string' && written !== '' && written.length <= longest;
}
