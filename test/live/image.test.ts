import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { imageVersion } from '../../src/live/image.ts';

suite('the version of an image', () => {
  test('is its tag, or the beginning of its digest', () => {
    const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
    assert.equal(imageVersion('123456789012.dkr.ecr.eu-central-1.amazonaws.com/storefront:2.14.0'), '2.14.0');
    assert.equal(imageVersion(`nginx@${digest}`), 'sha256:0123456789ab');
    assert.equal(imageVersion(`nginx:1.27@${digest}`), '1.27');
    assert.equal(imageVersion('nginx'), undefined);
    assert.equal(imageVersion('localhost:5000/shop/web'), undefined);
    assert.equal(imageVersion(''), undefined);
  });
});
