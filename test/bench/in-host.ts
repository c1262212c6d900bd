import { output } from '../../scripts/command.ts';

/** What a suite of test/bench/host prints, run in the newest VS Code: a list of figures as JSON. */
export async function figuresInHost(suite: string): Promise<readonly number[]> {
  const printed = await output(process.execPath, [
    'test/host/runner/main.ts',
    'newest',
    '--suites',
    `test/bench/host/${suite}.suite.ts`,
  ]);
  const line = printed.split('\n').find((each) => each.startsWith('['));
  if (line === undefined) {
    throw new Error(`No figures in:\n${printed}`);
  }
  return JSON.parse(line) as number[];
}
