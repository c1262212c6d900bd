/** One word for a shell, and for the agent, which splits command lines as a shell does; whatever is in it. */
export function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
