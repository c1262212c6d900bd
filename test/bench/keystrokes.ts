import { figuresInHost } from './in-host.ts';
import type { Row } from './row.ts';

/** From a key to new findings in VS Code, the wait for a pause in typing included. */
export async function benchKeystrokes(): Promise<Row[]> {
  const times = (await figuresInHost('keystrokes')).toSorted((a, b) => a - b);
  const at = (share: number): string => `${(times[Math.floor(share * (times.length - 1))] ?? NaN).toFixed(0)} ms`;
  return [
    { what: 'key to new findings in VS Code, p50', figure: at(0.5) },
    { what: 'key to new findings in VS Code, p95', figure: at(0.95), goal: '≤ 120 ms' },
  ];
}
