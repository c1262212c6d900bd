import { LONGEST_TEXT } from '../../api.ts';
import type { Value } from '../../syntax/value.ts';
import type { Recognizer, Subject } from '../subject.ts';
import { inAllCases } from './cases.ts';
import { clustersIn, servicesIn, taskDefinitionsIn } from './ecs.ts';
import { handedOn } from './handed-on.ts';
import { hasMacros } from './macros.ts';
import { policiesIn } from './policies.ts';
import type { Resource, ResourceInCase } from './resource.ts';
import { rolesOf } from './roles.ts';

/** What has policies, … */
const WITH_POLICIES = /AWS::(?:IAM::|EC2::VPCEndpoint)/;

/** … and what makes these worth reading: the services and actions that they name. */
const OURS = /ecs-tasks|ssmmessages:|\becs:|\bssm:/;

const READERS: Readonly<Partial<Record<string, (resource: ResourceInCase) => readonly Subject[]>>> = {
  'AWS::ECS::TaskDefinition': taskDefinitionsIn,
  'AWS::ECS::Service': servicesIn,
  'AWS::ECS::Cluster': clustersIn,
  'AWS::EC2::VPCEndpoint': policiesIn,
  'AWS::IAM::Role': policiesIn,
  'AWS::IAM::Policy': policiesIn,
  'AWS::IAM::ManagedPolicy': policiesIn,
  'AWS::IAM::RolePolicy': policiesIn,
  'AWS::IAM::UserPolicy': policiesIn,
  'AWS::IAM::GroupPolicy': policiesIn,
  'AWS::IAM::User': policiesIn,
  'AWS::IAM::Group': policiesIn,
};

/**
 * Templates of CloudFormation, and of SAM and the CDK, which have the same resources. What has resources of another
 * kind, as a CodeDeploy AppSpec has in a list, is none.
 */
export const templates: Recognizer = {
  kinds: ['task-definition', 'service', 'cluster', 'policy'],
  names: ['Resources'],
  mayHold: (text) =>
    text.length <= LONGEST_TEXT && (text.includes('AWS::ECS::') || (WITH_POLICIES.test(text) && OURS.test(text))),
  recognize: (root) =>
    resourcesIn(root).flatMap((resource) => {
      const read = READERS[resource.type];
      return read === undefined ? [] : inAllCases(read, resource);
    }),
  rolesIn: (root) => rolesOf(resourcesIn(root), handedOn(root)),
};

/** The resources that may be ours. */
function resourcesIn(root: Value): readonly Resource[] {
  const resources = root.get('Resources');
  if (resources.kind !== 'object') {
    return [];
  }
  const isWhole = !hasMacros(root);
  return writtenIn(resources).flatMap((resource) => {
    const type = resource.get('Type').string;
    const properties = resource.get('Properties');
    return type === undefined || !Object.hasOwn(READERS, type) || properties.kind !== 'object'
      ? []
      : [
          {
            type,
            address: resource.key?.name ?? '',
            properties,
            isWhole,
            condition: resource.get('Condition').string,
          },
        ];
  });
}

/** So deep AWS lets loops be in others. */
const DEEPEST_LOOP = 5;

/**
 * The resources as they are written, also those that a loop makes several of: what it fills in is unknown, also in
 * their names.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
 */
function writtenIn({ children }: Value, depth = 0): readonly Value[] {
  return children.flatMap((resource) => {
    if (resource.key?.name.startsWith('Fn::ForEach::') !== true) {
      return [resource];
    }
    const [, , body] = resource.children;
    return body === undefined || depth === DEEPEST_LOOP ? [] : writtenIn(body, depth + 1);
  });
}
