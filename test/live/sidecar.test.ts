import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Container } from '../../src/aws/api/tasks.ts';
import { sidecarOf } from '../../src/live/sidecar.ts';
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

  test('a container of one’s own is none', () => {
    assert.equal(kind({}), undefined);
  });
});
