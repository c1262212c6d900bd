import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { tcpPorts } from '../../src/live/container-ports.ts';

suite('the ports of a container', () => {
  const definition = {
    containerDefinitions: [
      {
        name: 'web',
        portMappings: [
          { containerPort: 8443, protocol: 'tcp' },
          { containerPort: 53, protocol: 'udp' },
          { containerPort: 80 },
          { protocol: 'tcp' },
        ],
      },
      { name: 'quiet' },
    ],
  };

  test('are those of TCP that its task definition maps, in its order', () => {
    assert.deepEqual(tcpPorts(definition, 'web'), [8443, 80]);
  });

  test('are none where it maps none, or there is no such container', () => {
    assert.deepEqual(tcpPorts(definition, 'quiet'), []);
    assert.deepEqual(tcpPorts(definition, 'nobody'), []);
    assert.deepEqual(tcpPorts({}, 'web'), []);
  });
});
