import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { ContainerDefinition } from '../../src/aws/api/task-definitions.ts';
import { environmentText } from '../../src/live/environment-text.ts';
import { english } from '../../src/text.ts';

const WEB: ContainerDefinition = {
  name: 'web',
  environment: [
    { name: 'PASSWORD', value: 'hunter2' },
    { name: 'GREETING', value: 'two\nlines' },
    { name: 'EMPTY', value: '' },
    { name: 'URL', value: 'https://shop.example/a b?c=d' },
  ],
  secrets: [{ name: 'TOKEN', valueFrom: 'arn:aws:ssm:eu-central-1:111122223333:parameter/token' }],
  environmentFiles: [{ value: 'arn:aws:s3:::config/web.env' }],
};

function text(container: ContainerDefinition, withValues: boolean): string {
  return environmentText(container, { definition: 'web:3', withValues, say: english });
}

suite('the environment of a container', () => {
  test('names its variables, and hides their values', () => {
    const hidden = text(WEB, false);
    assert.equal(
      hidden,
      [
        '# Container "web" of task definition web:3',
        '# Values are hidden.',
        '',
        '# Variables',
        'EMPTY=••••••••',
        'GREETING=••••••••',
        'PASSWORD=••••••••',
        'URL=••••••••',
        '',
        '# Secrets, and where they are kept',
        'TOKEN=arn:aws:ssm:eu-central-1:111122223333:parameter/token',
        '',
        '# Files with more variables',
        '# arn:aws:s3:::config/web.env',
        '',
      ].join('\n'),
    );
  });

  test('shows values where they are asked for, each on its line', () => {
    const shown = text(WEB, true);
    for (const line of ['EMPTY=', 'GREETING="two\\nlines"', 'PASSWORD=hunter2', 'URL=https://shop.example/a b?c=d']) {
      assert.ok(shown.split('\n').includes(line), line);
    }
  });

  test('says that there is none', () => {
    assert.match(text({ name: 'web' }, false), /It sets no variables\./);
  });
});
