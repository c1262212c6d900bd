import type { Incomplete } from '../../documents/deviations.ts';
import type { TaskDefinition } from '../../documents/task-definition.ts';
import type { Value } from '../../syntax/value.ts';
import { defineRule, type Messages, type Report as ReportOf } from '../define-rule.ts';
import { labelOf, MEMBER_MESSAGES, memberRemedies, Numbers, placeOf, propertiesOf } from '../missing-members.ts';
import { nameOf } from '../name-of.ts';

const messages = {
  namedEntry: {
    severity: 'error',
    text: 'The entry "{entry}" of "{list}" in container "{container}" needs {properties}.',
  },
  entry: { severity: 'error', text: 'Entry {number} of "{list}" in container "{container}" needs {properties}.' },
  object: { severity: 'error', text: '"{object}" of container "{container}" needs {properties}.' },
  objectOfVolume: { severity: 'error', text: '"{object}" of volume "{volume}" needs {properties}.' },
  entryOfTask: MEMBER_MESSAGES.entry,
  objectOfTask: MEMBER_MESSAGES.object,
  containerName: { severity: 'error', text: 'Container {number} needs a name.' },
  // The image is what deployments fill in: many files are without one on purpose.
  image: {
    severity: 'information',
    text: 'Container "{container}" does not have an image. ECS refuses it unless something adds one.',
  },
  emptyImage: {
    severity: 'warning',
    text: 'The image of container "{container}" is empty. ECS refuses it unless something fills it in.',
  },
} as const satisfies Messages;

type Report = ReportOf<typeof messages>;

/**
 * "Missing required parameter in containerDefinitions[0].secrets[0]: "valueFrom"", says the AWS CLI before it asks ECS,
 * of all that AWS's own model of the API requires. ECS adds "Container.name should not be null or empty.", the same of
 * the image, and "Environment variable name cannot be null or blank."
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html,
 * https://github.com/hashicorp/terraform/issues/2888, https://github.com/aws/aws-cli/issues/5924,
 * https://github.com/thnery/terraform-aws-template/issues/2
 */
export const requiredProperty = defineRule({
  id: 'task/required-property',
  on: 'task-definition',
  messages,
  alsoReportedBy: ['cfn-lint E3003'],
  check({ taskDefinition, report }) {
    const { incomplete } = taskDefinition.deviations;
    // What ECS has described has all that it needs, and may be newer than this.
    if (incomplete.length === 0 || taskDefinition.isDescribed) {
      return;
    }
    const places = new Places(taskDefinition);
    for (const one of incomplete) {
      if (one.structure === 'ContainerDefinition') {
        reportContainer(one, places, report);
      } else {
        reportObject(one, places, report);
      }
    }
  },
});

/** Tells in which container or volume something stands, and where in a list. */
class Places {
  readonly #containers: ReadonlyMap<Value, string>;
  readonly #numbers = new Numbers();

  constructor({ containers }: TaskDefinition) {
    this.#containers = new Map(containers.map(({ value, label }) => [value, label]));
  }

  containerOf(value: Value): string | undefined {
    for (let at: Value | undefined = value; at !== undefined; at = at.parent) {
      const container = this.#containers.get(at);
      if (container !== undefined) {
        return container;
      }
    }
    return undefined;
  }

  volumeOf(value: Value): string | undefined {
    for (let at: Value | undefined = value; at !== undefined; at = at.parent) {
      if (at.parent?.key?.name === 'volumes') {
        return at.get('name').string || `#${this.numberOf(at)}`;
      }
    }
    return undefined;
  }

  /** From 1. */
  numberOf(element: Value): number {
    return this.#numbers.of(element);
  }
}

function reportContainer({ value, missing }: Incomplete, places: Places, report: Report): void {
  const [name, image] = [value.get('name'), value.get('image')];
  const container = places.containerOf(value) ?? '';
  // Of an empty name, task/container-name speaks.
  if (missing.includes('name') && name.scalar !== '') {
    report({
      at: placeOf({ value, missing: ['name'] }),
      message: 'containerName',
      values: { number: places.numberOf(value) },
    });
  }
  if (missing.includes('image')) {
    const message = image.scalar === '' ? 'emptyImage' : 'image';
    report({ at: placeOf({ value, missing: ['image'] }), message, values: { container } });
  }
}

function reportObject(incomplete: Incomplete, places: Places, report: Report): void {
  const { value } = incomplete;
  const properties = propertiesOf(incomplete);
  const found = { at: placeOf(incomplete), fixes: memberRemedies(incomplete) };
  const name = nameOf(value);
  const container = places.containerOf(value);
  const volume = places.volumeOf(value);
  if (value.key !== undefined) {
    if (container !== undefined) {
      report({ ...found, message: 'object', values: { object: name, container, properties } });
    } else if (volume !== undefined) {
      report({ ...found, message: 'objectOfVolume', values: { object: name, volume, properties } });
    } else {
      report({ ...found, message: 'objectOfTask', values: { object: name, properties } });
    }
    return;
  }
  const number = places.numberOf(value);
  const entry = labelOf(value)?.string;
  if (container === undefined) {
    report({ ...found, message: 'entryOfTask', values: { number, list: name, properties } });
  } else if (entry === undefined) {
    report({ ...found, message: 'entry', values: { number, list: name, container, properties } });
  } else {
    report({ ...found, message: 'namedEntry', values: { entry, list: name, container, properties } });
  }
}
