import { BACK, inSteps, type Step } from '../steps.ts';
import { pickConnection } from './boxes.ts';
import type { Connections } from './connections.ts';
import type { LiveConnection } from './live-connection.ts';
import type { Selection } from './selections.ts';

interface Answers {
  readonly connection?: LiveConnection;
  readonly part?: Selection;
}

/**
 * Changes a part of a connection, as the box answers; which connection is asked before where there are several and none
 * is given.
 */
export async function changeConnection(
  title: string,
  connections: Connections,
  given: LiveConnection | undefined,
  box: (connection: LiveConnection, step: Step) => Promise<Selection | typeof BACK | undefined>,
): Promise<void> {
  const [first, ...others] = connections.all;
  const known = given ?? (others.length === 0 ? first : undefined);
  const which = async (_: Answers, step: Step): Promise<Answers | typeof BACK | undefined> => {
    const connection = await pickConnection(title, connections, step);
    return connection === undefined || connection === BACK ? connection : { connection };
  };
  const what = async (answers: Answers, step: Step): Promise<Answers | typeof BACK | undefined> => {
    const part = await box(answers.connection ?? first, step);
    return part === undefined || part === BACK ? part : { ...answers, part };
  };
  const { connection, part } =
    (await (known === undefined
      ? inSteps<Answers>({}, [which, what])
      : inSteps<Answers>({ connection: known }, [what]))) ?? {};
  if (connection !== undefined && part !== undefined) {
    await connections.change(connection, part);
  }
}
