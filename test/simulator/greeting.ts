/** Lines for a shell that set these variables. */
export function exports(environment: Readonly<Record<string, string>>): string {
  return Object.entries(environment)
    .map(([name, value]) => `  export ${name}=${value}`)
    .join('\n');
}
