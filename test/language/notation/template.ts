import { type Recognizer, taskDefinitionIn } from '../../../src/language/documents/subject.ts';
import type { StructureName } from '../../../src/language/notation/shape.ts';
import { createNotation } from '../../../src/language/notation/translated.ts';
import { languageServiceFor } from '../../../src/language/service.ts';
import { json } from '../../../src/language/syntax/json/index.ts';

/** Names that are not those of the API with a capital letter. */
const IRREGULAR: Readonly<Record<string, string>> = {
  iam: 'IAM',
  efsVolumeConfiguration: 'EFSVolumeConfiguration',
  fsxWindowsFileServerVolumeConfiguration: 'FSxWindowsFileServerVolumeConfiguration',
};

/** How the template writes a property of the API. */
export function written(property: string, structure?: StructureName): string {
  if (property === 'fileSystemId' && structure === 'EFSVolumeConfiguration') {
    return 'FilesystemId';
  }
  return IRREGULAR[property] ?? property.charAt(0).toUpperCase() + property.slice(1);
}

/**
 * A notation of the tests' own, to show that no rule knows one: names begin with a capital letter, `{ "Ref": "X" }`
 * stands for a value that cannot be known, and strings may stand for numbers and booleans.
 */
const NOTATION = createNotation({
  name: 'cloudformation',
  write: written,
  isUnknown: (value) => value.kind === 'object' && value.children.length === 1 && value.has('Ref'),
});

/** Task definitions among the `Resources` of a template. Each is whole: one without a family gets one. */
const template: Recognizer = {
  kinds: ['task-definition'],
  names: ['Resources'],
  recognize: (root) =>
    root
      .get('Resources')
      .children.filter((resource) => resource.get('Type').is('TaskDefinition'))
      .map((resource) => resource.get('Properties'))
      .filter(({ kind }) => kind === 'object')
      .map((properties) => taskDefinitionIn(properties, { origin: 'template', isWhole: true, notation: NOTATION })),
};

/** A language service that knows templates, and nothing else. */
export const service = languageServiceFor([{ format: 'json', syntax: json, recognizers: [template] }]);
