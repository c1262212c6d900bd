import { LONGEST_TEXT } from '../../api.ts';
import { terraform } from '../../notation/terraform/index.ts';
import { Cluster } from '../cluster.ts';
import { Service } from '../service/service.ts';
import { type Recognizer, type Subject, taskDefinitionIn } from '../subject.ts';
import { type Block, blocksOf, modulesOf } from './blocks.ts';
import { subjectsInModule } from './module.ts';
import { policiesIn, POLICY_DOCUMENT, POLICY_RESOURCES, policyOf } from './policies.ts';
import { ATTACHING_RESOURCES, rolesOf } from './roles.ts';

const TASK_DEFINITION = 'aws_ecs_task_definition';
const SERVICE = 'aws_ecs_service';
const CLUSTER = 'aws_ecs_cluster';

const OF_ECS = new RegExp(`"(?:${TASK_DEFINITION}|${SERVICE}|${CLUSTER})"`);

/** Terraform's and OpenTofu's files: what they make of ECS and of IAM, and what a module makes of its arguments. */
export const terraformFiles: Recognizer = {
  kinds: ['task-definition', 'policy', 'service', 'cluster'],
  names: [
    TASK_DEFINITION,
    SERVICE,
    CLUSTER,
    POLICY_DOCUMENT,
    ...POLICY_RESOURCES,
    ...ATTACHING_RESOURCES,
    'container_definitions',
  ],
  // In a text that is too long to be read, policies may be about anything.
  mayHold: (text, { longest = LONGEST_TEXT }) => text.length <= longest || OF_ECS.test(text),
  recognize(root) {
    const resources = blocksOf(root, 'resource').flatMap(subjectsIn);
    const documents = blocksOf(root, 'data')
      .filter(({ type }) => type === POLICY_DOCUMENT)
      .map(policyOf);
    const modules = modulesOf(root).flatMap(subjectsInModule);
    return [...resources, ...documents, ...modules].sort((a, b) => a.value.start - b.value.start);
  },
  rolesIn: (root) => rolesOf(blocksOf(root, 'resource')),
};

function subjectsIn(block: Block): readonly Subject[] {
  const { type, name, body } = block;
  const about = { origin: 'template', isWhole: true, notation: terraform, address: `${type}.${name}` } as const;
  switch (type) {
    case TASK_DEFINITION:
      return [taskDefinitionIn(body, about)];
    case SERVICE: {
      const value = terraform.see(body, { structure: 'Service' });
      return [{ ...about, kind: 'service', value, service: new Service(value, 'template', 'create') }];
    }
    case CLUSTER: {
      const value = terraform.see(body, { structure: 'Cluster' });
      return [{ ...about, kind: 'cluster', value, cluster: new Cluster(value, 'template') }];
    }
    default:
      return policiesIn(block);
  }
}
