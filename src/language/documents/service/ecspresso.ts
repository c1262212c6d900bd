import { isMap, parseDocument } from 'yaml';
import { hasPlaceholder } from '../../syntax/placeholder.ts';
import { folderIn, seenFrom } from '../relative-path.ts';

/** The two files that a configuration of ecspresso is about, as they are seen from the folder at hand. */
export interface EcspressoConfiguration {
  readonly serviceDefinition: string;
  readonly taskDefinition: string;
}

/** A file as it is written; its name is a path from the folder at hand. */
export interface PlainFile {
  readonly name: string;
  readonly text: string;
}

/** In characters. Nobody writes so much into a configuration, and what is longer takes too long to read. */
export const LONGEST_CONFIGURATION = 16 * 1024;

/** What ecspresso fills in before it reads the YAML, in which it would be a mistake. */
const TEMPLATE = /\{\{[^{}\n]*\}\}/g;

/**
 * Reads a configuration of ecspresso, as far as it says which files are about one service: paths in it are relative to
 * it. Undefined where it does not, where a path cannot be known, and where one leads out of the root.
 * Source: https://github.com/kayac/ecspresso#configuration-file
 */
export function readEcspressoConfiguration(
  { name, text }: PlainFile,
  folder: string,
): EcspressoConfiguration | undefined {
  if (text.length > LONGEST_CONFIGURATION) {
    return undefined;
  }
  const { contents } = parseDocument(text.replaceAll(TEMPLATE, '__TEMPLATE__'), { logLevel: 'silent' });
  if (!isMap(contents)) {
    return undefined;
  }
  const pathAt = (property: string): string | undefined => {
    const path: unknown = contents.get(property);
    return typeof path !== 'string' || path === '' || hasPlaceholder(path)
      ? undefined
      : seenFrom(folder, folderIn(name), path);
  };
  const serviceDefinition = pathAt('service_definition');
  const taskDefinition = pathAt('task_definition');
  return serviceDefinition === undefined || taskDefinition === undefined
    ? undefined
    : { serviceDefinition, taskDefinition };
}

/** Whether a file of this name may be a configuration of ecspresso, which has this name where nobody gives another. */
export function isEcspressoConfiguration(name: string): boolean {
  return /(?:^|\/)ecspresso[^/]*\.(?:ya?ml|json|jsonnet)$/i.test(name);
}

/** The paths of files outside of a folder that a configuration names together with a file of the folder. */
export function filesBeyond(configurations: readonly PlainFile[], folder: string): readonly string[] {
  const found = configurations.flatMap((file) => {
    const { serviceDefinition, taskDefinition } = readEcspressoConfiguration(file, folder) ?? {};
    const paths = [serviceDefinition, taskDefinition].filter((path) => path !== undefined);
    return paths.some((path) => !path.includes('/')) ? paths.filter((path) => path.includes('/')) : [];
  });
  return [...new Set(found)];
}
