import type { Settings } from '../../../scripts/host/settings.ts';

/** What a VS Code is started with. Paths are absolute. */
export interface HostRun {
  /** A folder of its own, removed afterwards. What VS Code writes is in its `data`. */
  readonly folder: string;
  readonly extension: string;
  readonly tests: string;
  /** A folder, or a workspace file. */
  readonly workspace: string;
  readonly settings: Settings;
  readonly environment: Readonly<Record<string, string>>;
  /** Of which extension how much is logged: `publisher.name=level`. */
  readonly logLevel: string;
}
