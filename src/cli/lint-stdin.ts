import { guessFormat } from '../language/format.ts';
import { decode, type DecodedText } from './encoding.ts';
import { type LintOptions, lintText } from './lint.ts';
import type { FileReport } from './report.ts';
import { STDIN_NAME } from './targets.ts';
import type { World } from './world.ts';

/**
 * Checks standard input, and writes it, fixed, to standard output where that is asked for. Throws an Error with a
 * sentence where it is too large or no text.
 */
export async function lintStdin(
  options: Pick<LintOptions, 'service' | 'configurations' | 'baseline' | 'fix'>,
  world: Pick<World, 'readStdin' | 'out'>,
): Promise<FileReport> {
  const configuration = options.configurations.ofStdin();
  const { text, isUtf16, encode } = decodeInput(await world.readStdin());
  const format = guessFormat(text);
  await options.service.load(format);
  const stdin = { path: STDIN_NAME, text, isUtf16, isQuotable: true, isNamed: true, format };
  const { text: fixed, report } = lintText(stdin, configuration, options);
  if (options.fix) {
    world.out(encode(fixed));
  }
  return report;
}

function decodeInput(bytes: Uint8Array | undefined): DecodedText {
  if (bytes === undefined) {
    throw new Error('Standard input is too large to be something that ECS or IAM takes.');
  }
  const input = decode(bytes);
  if (input === undefined) {
    throw new Error('Standard input is not text in UTF-8 or UTF-16. Convert it to UTF-8.');
  }
  return input;
}
