/** The last agent that forwards one connection at a time (session-manager-plugin and amazon-ssm-agent agree on it). */
const LAST_WITHOUT_MUX = '3.0.196.0';

/** Whether an agent of this version multiplexes. One whose version cannot be read is taken for a newer one. */
export function multiplexes(agentVersion: string): boolean {
  const parts = numbers(agentVersion);
  for (const [place, limit] of numbers(LAST_WITHOUT_MUX).entries()) {
    const part = parts[place] ?? 0;
    if (part !== limit) {
      return !(part < limit);
    }
  }
  return false;
}

function numbers(version: string): readonly number[] {
  return version.split('.').map((part) => Number.parseInt(part, 10));
}
