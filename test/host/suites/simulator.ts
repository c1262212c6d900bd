import type { Change, Sight } from '../runner/lookout.ts';
import { until } from '../runner/until.ts';

/** The simulator as it is now: the calls that it got, and its sessions. */
export async function lookAtSimulator(): Promise<Sight> {
  return (await (await fetch(address())).json()) as Sight;
}

/** The session that `start` opens, once its channel is open. */
export async function openedBy(start: () => Thenable<unknown>): Promise<Sight['sessions'][number]> {
  const before = new Set((await lookAtSimulator()).sessions.map(({ sessionId }) => sessionId));
  await start();
  return until('a session', async () =>
    (await lookAtSimulator()).sessions.find(({ sessionId, state }) => !before.has(sessionId) && state === 'connected'),
  );
}

/** Waits until the session is over, and its processes are gone. */
export async function untilEnded(id: string): Promise<void> {
  await until(`the end of session ${id}`, async () =>
    (await lookAtSimulator()).sessions.some(({ sessionId, state }) => sessionId === id && state === 'ended'),
  );
}

/** Whether AWS was asked to end the session: `ssm:TerminateSession`. */
export async function isTerminated(id: string): Promise<boolean> {
  return (await lookAtSimulator()).calls.some(
    ({ operation, input, error }) =>
      operation === 'TerminateSession' && input['SessionId'] === id && error === undefined,
  );
}

/** Leaves sessions open on purpose: the runner makes sure that they end with the host. */
export async function leaveOpen(...sessionIds: readonly string[]): Promise<void> {
  await fetch(address(), { method: 'PUT', body: JSON.stringify(sessionIds) });
}

/** Ends a task as a deployment does, with its sessions; another one runs in its stead. */
export async function endTask(arn: string): Promise<void> {
  await fetch(address(), { method: 'DELETE', body: arn });
}

/** Makes it behave otherwise, until it is changed back. */
export async function changeSimulator(change: Change): Promise<void> {
  await fetch(address(), { method: 'PATCH', body: JSON.stringify(change) });
}

/** Lets AWS answer so many milliseconds late from now on. */
export async function answerLate(milliseconds: number): Promise<void> {
  await changeSimulator({ latency: milliseconds });
}

function address(): string {
  const { HOST_TESTS_SIMULATOR: url } = process.env;
  if (url === undefined) {
    throw new Error('The runner has not said where its simulator can be looked at.');
  }
  return url;
}
