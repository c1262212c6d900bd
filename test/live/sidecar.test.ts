import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Container } from '../../src/aws/api/tasks.ts';
import { ownContainers, sidecarOf, sidecarsLast } from '../../src/live/sidecar.ts';
import { english } from '../../src/text.ts';
import { container } from '../support/live-tasks.ts';

suite('sidecars', () => {
  const kind = (change: Partial<Container>): string | undefined => {
    const found = sidecarOf(container(change));
    return found && english(found);
  };

  test('are told by name or image', () => {
    assert.equal(kind({ name: 'ecs-service-connect-Ab3xY' }), 'Service Connect sidecar');
    assert.equal(kind({ name: 'aws-guardduty-agent-x7Qp2' }), 'GuardDuty sidecar');
    assert.equal(
      kind({ image: '111122223333.dkr.ecr.eu-central-1.amazonaws.com/aws-guardduty-agent-fargate:v1.7.0' }),
      'GuardDuty sidecar',
    );
  });

  test('containers that serve another one are told by the repository of their image', () => {
    assert.equal(kind({ image: 'public.ecr.aws/aws-observability/aws-for-fluent-bit:stable' }), 'log router');
    assert.equal(kind({ image: '906394416424.dkr.ecr.eu-west-1.amazonaws.com/aws-for-fluent-bit:2.32' }), 'log router');
    assert.equal(
      kind({ image: '840364872350.dkr.ecr.us-west-2.amazonaws.com/aws-appmesh-envoy:v1.27.0.0-prod' }),
      'Envoy sidecar',
    );
    assert.equal(kind({ image: 'amazon/aws-xray-daemon' }), 'X-Ray daemon');
    assert.equal(kind({ image: 'public.ecr.aws/xray/aws-xray-daemon:latest' }), 'X-Ray daemon');
    assert.equal(kind({ image: 'public.ecr.aws/cloudwatch-agent/cloudwatch-agent:latest' }), 'CloudWatch agent');
    assert.equal(
      kind({ image: `public.ecr.aws/aws-observability/aws-otel-collector@sha256:${'a'.repeat(64)}` }),
      'OpenTelemetry collector',
    );
  });

  test('an image that only looks like one of theirs is not', () => {
    for (const image of ['shop/fluent-bit-config:1', 'localhost:5000/envoy-control', 'team/cloudwatch-agent-tests']) {
      assert.equal(kind({ image }), undefined, image);
    }
  });

  const names = (containers: readonly Container[]): readonly string[] => containers.map(({ name }) => name);
  const web = container({ name: 'web' });
  const router = container({ name: 'log', image: 'amazon/aws-for-fluent-bit:stable' });
  const agent = container({ name: 'aws-guardduty-agent-x7Qp2' });

  test('come after the containers that a task is there for', () => {
    assert.deepEqual(names(sidecarsLast([agent, web, router])), ['web', 'aws-guardduty-agent-x7Qp2', 'log']);
  });

  test('are what a task is there for where it has nothing else', () => {
    assert.deepEqual(names(ownContainers([agent, web, router])), ['web']);
    assert.deepEqual(names(ownContainers([router])), ['log']);
  });

  test('a container of one’s own is none', () => {
    assert.equal(kind({}), undefined);
  });
});
