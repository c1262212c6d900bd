import { decode, type DecodedText } from './encoding.ts';
import { type LintOptions, lintText } from './lint.ts';
import type { FileReport } from './report.ts';
import type { World } from './world.ts';

/**
 * Checks standard input, and writes it, fixed, to standard output where that is asked for. Throws an Error with a
 * sentence where it is too large or no text.
 */
export async function lintStdin(
  { service, configuration, fix }: LintOptions,
  world: Pick<World, 'readStdin' | 'out'>,
): Promise<FileReport> {
  const input = decodeInput(await world.readStdin());
  const stdin = { path: '<stdin>', text: input.text, isQuotable: true };
  const { text, report } = lintText(stdin, service, configuration, fix);
  if (fix) {
    world.out(input.encode(text));
  }
  return report;
}

function decodeInput(bytes: Uint8Array | undefined): DecodedText {
  if (bytes === undefined) {
    throw new Error('Standard input is too large for a task definition.');
  }
  const input = decode(bytes);
  if (input === undefined) {
    throw new Error('Standard input is not text in UTF-8 or UTF-16.');
  }
  return input;
}
