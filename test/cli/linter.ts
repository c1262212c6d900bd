import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { LinterSettings } from '../../src/cli/create-linter.ts';
import { run } from '../../src/cli/run.ts';
import type { LintThread } from '../../src/cli/thread-pool.ts';

/** A task definition with one finding, a warning at line 7, column 81. */
export const WRONG = `{
  "family": "shop",
  "requiresCompatibilities": ["EC2"],
  "networkMode": "awsvpc",
  "taskRoleArn": "arn:aws:iam::111122223333:role/shop-task",
  "containerDefinitions": [
    { "name": "web", "image": "nginx", "memory": 128, "readonlyRootFilesystem": true, "linuxParameters": { "initProcessEnabled": true } }
  ]
}
`;

/** A task definition that ECS refuses: no container can have this name. */
export const REFUSED = WRONG.replace('"web"', '"a b"');

/** Only advice, which needs no choice: a value in upper case. */
export const ADVISED = WRONG.replace('"readonlyRootFilesystem": true', '"versionConsistency": "Disabled"');

type StartThreads = (settings: LinterSettings) => readonly LintThread[];

/** What the program said and did. */
export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly bytes: Buffer;
  readonly error: string;
}

export interface JsonFinding {
  readonly path: string;
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  readonly start: { readonly line: number; readonly column: number };
}

/** The program in a folder of its own. */
export class Linter implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'ecs-exec-lint-'));

  write(path: string, content: string | Uint8Array): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), content);
  }

  run(args: readonly string[], input?: string | Uint8Array, startThreads?: StartThreads): Promise<Outcome> {
    return this.in('').run(args, input, startThreads);
  }

  /** The program in a folder below. */
  in(folder: string): Pick<Linter, 'run'> {
    return { run: (args, input, startThreads) => runIn(join(this.folder, folder), args, input, startThreads) };
  }

  async findings(...args: readonly string[]): Promise<readonly JsonFinding[]> {
    const { out } = await this.run([...args, '--format', 'json']);
    return JSON.parse(out) as JsonFinding[];
  }

  /** Empties the folder. */
  clear(): void {
    rmSync(this.folder, { recursive: true });
    mkdirSync(this.folder);
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true });
  }
}

async function runIn(
  folder: string,
  args: readonly string[],
  input: string | Uint8Array = '',
  startThreads: StartThreads = () => [],
): Promise<Outcome> {
  const bytes: Buffer[] = [];
  let error = '';
  const code = await run(args, {
    folder,
    version: '1.2.3',
    color: false,
    readStdin: () => Promise.resolve(Buffer.from(input)),
    startThreads,
    out: (words) => bytes.push(Buffer.from(words)),
    error: (words) => (error += words),
  });
  const whole = Buffer.concat(bytes);
  return { code, out: whole.toString(), bytes: whole, error };
}
