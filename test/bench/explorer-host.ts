import { figuresInHost } from './in-host.ts';
import type { Row } from './row.ts';

/** What the view of a large cluster takes in a real extension host, above an extension that has not been used. */
export async function benchExplorerInHost(): Promise<Row[]> {
  const [bytes = NaN, services = NaN] = await figuresInHost('explorer-memory');
  return [
    {
      what: `memory of the view in VS Code: 100 of 5000 services, the tasks of ${services}, of 20000`,
      figure: `${(bytes / 1024 / 1024).toFixed(0)} MB`,
      goal: '< 60 MB',
    },
  ];
}
