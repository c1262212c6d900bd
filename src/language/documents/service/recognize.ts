import { LONGEST_TEXT, type Origin } from '../../api.ts';
import { INPUT } from '../../notation/notation.ts';
import type { Value } from '../../syntax/value.ts';
import type { Recognizer, ServiceSubject } from '../subject.ts';
import {
  isDescribedService,
  type ServiceForm,
  serviceFormOf,
  TELLING_RUN_PROPERTIES,
  TELLING_SERVICE_PROPERTIES,
} from './form.ts';
import { Service } from './service.ts';

/**
 * Services, told by their content: the input of CreateService and UpdateService, ecspresso's service definitions, and
 * what DescribeServices prints.
 */
export const services: Recognizer = {
  kinds: ['service'],
  names: TELLING_SERVICE_PROPERTIES,
  mayHold: (text) => text.length <= LONGEST_TEXT,
  recognize(root) {
    const described = describedIn(root);
    if (described.length > 0) {
      return described.map((value) => serviceIn(value, 'described', 'described'));
    }
    const form = serviceFormOf(root);
    return form === undefined || form === 'run'
      ? []
      : [serviceIn(root, form === 'described' ? 'described' : 'input', form)];
  },
};

/** Runs of tasks: the input of RunTask and StartTask. */
export const taskRuns: Recognizer = {
  kinds: ['task-run'],
  names: ['taskDefinition'],
  mayHold: (text, syntax) =>
    text.length <= LONGEST_TEXT && TELLING_RUN_PROPERTIES.some((name) => syntax.mayHave(text, name)),
  recognize: (root) => (serviceFormOf(root) === 'run' ? [serviceIn(root, 'input', 'run')] : []),
};

function serviceIn(value: Value, origin: Origin, form: ServiceForm): ServiceSubject {
  const service = new Service(value, origin, form);
  const kind = service.isRun ? 'task-run' : 'service';
  return { kind, origin, isWhole: service.isWhole, notation: INPUT, value, service };
}

/** What DescribeServices prints, or CreateService and UpdateService in answer. */
function describedIn(root: Value): readonly Value[] {
  const answer = root.kind === 'object' ? root.get('service') : root;
  if (isDescribedService(answer)) {
    return [answer];
  }
  const list = root.kind === 'object' ? root.get('services') : root;
  return list.kind === 'array' && list.children.every(isDescribedService) ? list.children : [];
}
