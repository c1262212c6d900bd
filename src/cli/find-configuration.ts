import { lstatSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Configuration } from '../language/api.ts';
import { CONFIGURATION_FILE, RECOMMENDED } from '../language/configuration/folder-configuration.ts';
import { readConfiguration } from '../language/index.ts';
import type { Checkout } from './checkout.ts';
import { readText } from './read-text.ts';
import { type FileReport, reportFile } from './report.ts';

/** The configuration that is named, or that of the current folder, and what is wrong with it. */
export function findConfiguration(
  named: string | undefined,
  folder: string,
  checkout: Checkout,
): { configuration: Configuration; report: FileReport | undefined } {
  const file = resolve(folder, named ?? CONFIGURATION_FILE);
  if (named === undefined && lstatSync(file, { throwIfNoEntry: false }) === undefined) {
    return { configuration: RECOMMENDED, report: undefined };
  }
  const read = readText(file, folder, checkout);
  if (read === undefined) {
    throw new Error(`${named ?? CONFIGURATION_FILE} is too large for a configuration.`);
  }
  const { path, text, isQuotable } = read;
  const { configuration, findings, isJson } = readConfiguration(text);
  if (!isJson) {
    throw new Error(`${path} is not valid JSON.`);
  }
  const reported = { path, isNamed: named !== undefined, isQuotable, state: 'configuration' } as const;
  return { configuration, report: reportFile(reported, text, findings) };
}
