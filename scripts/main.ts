/** Something that whoever runs a script can fix; the message says all that they need. */
export class Failure extends Error {
  override readonly name: string = 'Failure';
}

/**
 * Runs a script's work. A failure, or arguments it cannot take, ends it with their message; anything else with its
 * stack.
 */
export async function main(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    console.error(explain(error));
    process.exitCode = 1;
  }
}

/** What to print of an error. */
export function explain(error: unknown): unknown {
  if (!(error instanceof Error)) {
    return error;
  }
  const badArguments = 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  return error instanceof Failure || badArguments ? error.message : error;
}
