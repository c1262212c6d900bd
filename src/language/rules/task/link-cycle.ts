import { sentence } from '../../../text.ts';
import type { Container } from '../../documents/container.ts';
import { links } from '../../documents/container-reference.ts';
import { type Cycle, cyclesIn, namesOf, type Step } from '../../documents/cycles.ts';
import type { NetworkMode } from '../../documents/network-mode.ts';
import type { TaskDefinition } from '../../documents/task-definition.ts';
import { remove } from '../../syntax/change.ts';
import type { Value } from '../../syntax/value.ts';
import { defineRule, type Messages, type Report as ReportOf } from '../define-rule.ts';
import { removeIt } from '../remove-it.ts';

const messages = {
  self: { severity: 'error', text: 'Container "{container}" is linked to itself.' },
  cycle: { severity: 'error', text: 'These containers are linked in a circle: {containers}.' },
  longCycle: { severity: 'error', text: '{count} containers are linked in a circle: {containers} … "{last}".' },
} as const satisfies Messages;

type Report = ReportOf<typeof messages>;

/** With these, ECS refuses all links. */
const WITHOUT_LINKS: readonly NetworkMode[] = ['awsvpc', 'host', 'none'];

/**
 * "Container links should not have a cycle": RegisterTaskDefinition's answer, quoted in
 * https://github.com/scpwiki/wikijump/pull/869. A container starts after those that it is linked to.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export const linkCycle = defineRule({
  id: 'task/link-cycle',
  on: 'task-definition',
  speaksOf: ['links'],
  messages,
  check({ taskDefinition, platform, report }) {
    const { containers } = taskDefinition;
    const linked = new Map<Container, readonly Link[]>();
    for (const container of containers) {
      const own = linksOf(taskDefinition, container);
      if (own.length > 0) {
        linked.set(container, own);
      }
    }
    if (linked.size === 0 || WITHOUT_LINKS.includes(platform.networkMode)) {
      return;
    }
    for (const [container, own] of linked) {
      for (const { target, value } of own) {
        if (target === container) {
          const values = { container: container.label };
          report({ at: value, message: 'self', values, fixes: [removeIt(value)] });
        }
      }
    }
    const toOthers = (from: Container): readonly Link[] =>
      (linked.get(from) ?? []).filter(({ target }) => target !== from);
    for (const cycle of cyclesIn(containers, toOthers)) {
      reportCycle(cycle, report);
    }
  },
});

/** A link to a container that is there. */
interface Link extends Step {
  /** The element of `links`. */
  readonly value: Value;
}

function linksOf(taskDefinition: TaskDefinition, container: Container): readonly Link[] {
  return links(container).flatMap(({ value, name }) => {
    const target = taskDefinition.containerNamed(name);
    return target === undefined ? [] : [{ value, target }];
  });
}

function reportCycle(cycle: Cycle<Link>, report: Report): void {
  const { first, length, last } = cycle;
  const at = last.value;
  const containers = namesOf(cycle);
  const fixes = [
    { title: sentence('Remove the link to "{0}"', last.target.label), safe: false, changes: () => [remove(at)] },
  ];
  if (length > first.length) {
    const values = { count: length, containers, last: last.container.label };
    report({ at, message: 'longCycle', values, fixes });
  } else {
    report({ at, message: 'cycle', values: { containers }, fixes });
  }
}
