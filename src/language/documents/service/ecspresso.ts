/** The two files that a configuration of ecspresso is about, as it writes them. */
export interface EcspressoConfiguration {
  readonly serviceDefinition: string;
  readonly taskDefinition: string;
}

/** A property of the outermost mapping in YAML or JSON, whose value is a string on its own line. */
const ENTRY =
  /^[ \t]*"?(service_definition|task_definition)"?[ \t]*:[ \t]*(?:"([^"\n]+)"|'([^'\n]+)'|([^\s"'#,][^\n#,]*))/gm;

/**
 * Reads a configuration of ecspresso, as far as it says which files are about one service; undefined where it does not.
 * Source: https://github.com/kayac/ecspresso#configuration-file
 */
export function readEcspressoConfiguration(text: string): EcspressoConfiguration | undefined {
  const found = new Map<string, string>();
  for (const [, name = '', quoted, single, plain = ''] of text.matchAll(ENTRY)) {
    found.set(name, (quoted ?? single ?? plain).trim().replace(/^\.\//, ''));
  }
  const serviceDefinition = found.get('service_definition');
  const taskDefinition = found.get('task_definition');
  return serviceDefinition === undefined || taskDefinition === undefined
    ? undefined
    : { serviceDefinition, taskDefinition };
}

/** Whether a file of this name may be a configuration of ecspresso, which has this name where nobody gives another. */
export function isEcspressoConfiguration(name: string): boolean {
  return /^ecspresso[^/]*\.(?:ya?ml|json)$/i.test(name);
}
