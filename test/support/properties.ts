/**
 * The settings of every property test. Its examples are always the same, so that a test that fails fails again; other
 * ones, and more, come with the environment variables FC_SEED and FC_RUNS, both whole numbers.
 */
import type { Parameters } from 'fast-check';

const SEED = 1;

/** Parameters for `fc.assert`: so many examples, if FC_RUNS does not say otherwise. */
export function runs(usual = 100): Pick<Parameters, 'seed' | 'numRuns'> {
  return { seed: chosenSeed() ?? SEED, numRuns: readNumber('FC_RUNS') ?? usual };
}

/** The seed that FC_SEED says, if it does. */
export function chosenSeed(): number | undefined {
  return readNumber('FC_SEED');
}

function readNumber(variable: string): number | undefined {
  const value = process.env[variable];
  if (value === undefined || value === '') {
    return undefined;
  }
  const number = Number(value);
  if (!Number.isSafeInteger(number)) {
    throw new Error(`${variable} must be a whole number, not "${value}".`);
  }
  return number;
}
