import { parseArn } from '../../documents/arn.ts';
import { inLowerCase, isReference, schemeOf } from '../../documents/image.ts';
import type { Value } from '../../syntax/value.ts';
import { changeTo } from '../change-to.ts';
import { defineRule } from '../define-rule.ts';
import type { Remedy } from '../rule.ts';

/**
 * ECS registers these, and the tasks stop: "CannotPullContainerError: invalid reference format", "repository name must
 * be lowercase" (https://github.com/lambci/ecs/issues/12), "failed to normalize image reference". "This string is passed
 * directly to the Docker daemon."
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export const imageReference = defineRule({
  id: 'task/image-reference',
  on: 'task-definition',
  messages: {
    url: {
      severity: 'warning',
      text: 'The image of container "{container}" cannot be pulled with "{scheme}" before it.',
    },
    arn: {
      severity: 'warning',
      text: 'The image of container "{container}" cannot be pulled by an ARN. Use registry/repository:tag.',
    },
    upperCase: {
      severity: 'warning',
      text: 'The image of container "{container}" cannot be pulled: a repository has only lowercase letters.',
    },
    emptyTag: {
      severity: 'warning',
      text: 'The image of container "{container}" cannot be pulled: no tag follows its colon.',
    },
    bareDigest: {
      severity: 'warning',
      text: 'The image of container "{container}" cannot be pulled by a digest alone. Use repository@digest.',
    },
    format: {
      severity: 'warning',
      text: 'The image of container "{container}" cannot be pulled. Use registry/repository:tag or repository@digest.',
    },
  },
  check({ taskDefinition, report }) {
    for (const container of taskDefinition.containers) {
      const { imageFault: fault } = container;
      if (fault === undefined) {
        continue;
      }
      const at = container.value.get('image');
      const text = at.string ?? '';
      const values = { container: container.label };
      switch (fault) {
        case 'url': {
          const scheme = schemeOf(text) ?? '';
          const fixes = offer(at, text.slice(scheme.length));
          report({ at, message: 'url', values: { ...values, scheme }, fixes });
          break;
        }
        case 'arn':
          report({ at, message: 'arn', values, fixes: offer(at, repositoryOf(text)) });
          break;
        case 'upperCase':
          report({ at, message: 'upperCase', values, fixes: offer(at, inLowerCase(text)) });
          break;
        case 'emptyTag':
          report({ at, message: 'emptyTag', values, fixes: offer(at, text.replace(/:$/, '')) });
          break;
        case 'bareDigest':
        case 'format':
          report({ at, message: fault, values });
          break;
        default:
      }
    }
  },
});

/** The image of a repository of ECR, by its ARN. */
function repositoryOf(text: string): string {
  const { partition, service, region, account, resource } = parseArn(text) ?? {};
  const domain = partition === 'aws' ? 'amazonaws.com' : partition === 'aws-cn' ? 'amazonaws.com.cn' : undefined;
  const isRepository = service === 'ecr' && resource?.startsWith('repository/') === true;
  return isRepository && domain !== undefined
    ? `${account ?? ''}.dkr.ecr.${region ?? ''}.${domain}/${resource.slice('repository/'.length)}`
    : '';
}

function offer(at: Value, text: string): readonly Remedy[] {
  return isReference(text) ? [changeTo(at, text)] : [];
}
