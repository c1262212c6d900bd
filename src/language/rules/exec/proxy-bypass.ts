import { sentence } from '../../../text.ts';
import { isSet, type Variable } from '../../documents/agent-variables.ts';
import type { Container } from '../../documents/container.ts';
import { bypassesProxy } from '../../documents/no-proxy.ts';
import { append, set } from '../../syntax/change.ts';
import { defineRule } from '../define-rule.ts';
import type { Remedy } from '../rule.ts';

/** Of instance metadata, and of the task role's credentials. Neither can be reached from anywhere else. */
const ADDRESSES = ['169.254.169.254', '169.254.170.2'];

const PROXY = /^https?_proxy$/i;
const NO_PROXY = /^no_proxy$/i;

/**
 * "If you configured an HTTP proxy for your task, set the NO_PROXY environment variable to
 * "NO_PROXY=169.254.169.254,169.254.170.2" in order to bypass the proxy for EC2 instance metadata and IAM role
 * traffic."
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 */
export const proxyBypass = defineRule({
  id: 'exec/proxy-bypass',
  on: 'task-definition',
  speaksOf: ['environment', 'secrets'],
  messages: {
    notBypassed: {
      severity: 'warning',
      text: 'With {variable}, ECS Exec needs {addresses} in NO_PROXY of container "{container}" to get credentials.',
    },
  },
  check({ taskDefinition, report }) {
    for (const container of taskDefinition.containers) {
      const variables = container.agentVariables;
      const proxy = variables.find((variable) => PROXY.test(variable.name) && isSet(variable));
      if (proxy === undefined || mayHaveMoreVariables(container)) {
        continue;
      }
      const bypasses = variables.filter(({ name }) => NO_PROXY.test(name));
      if (bypasses.some(({ value }) => !value.isAbsent && value.string === undefined)) {
        continue;
      }
      // Programs differ in which spelling they read when there are two.
      const missing = ADDRESSES.filter((address) => !bypasses.some((bypass) => holds(bypass, address)));
      if (missing.length === 0) {
        continue;
      }
      const bypass = bypasses.find(isSet);
      report({
        at: bypass?.value ?? proxy.place,
        message: 'notBypassed',
        values: { variable: proxy.name, container: container.label, addresses: missing.join(', ') },
        fixes: [bypass === undefined ? addNoProxy(container, bypasses) : extend(bypass, missing)],
      });
    }
  },
});

/** Whether something that we do not see may set NO_PROXY. */
function mayHaveMoreVariables(container: Container): boolean {
  const variables = [...container.get('environment').items, ...container.get('secrets').items];
  return container.get('environmentFiles').items.length > 0 || variables.some((entry) => entry.get('name').isUnknown);
}

function holds({ value }: Variable, address: string): boolean {
  return value.string !== undefined && bypassesProxy(value.string, address);
}

function extend(bypass: Variable, missing: readonly string[]): Remedy {
  const addresses = missing.join(',');
  return {
    title: sentence('Add {0} to {1}', addresses, bypass.name),
    safe: true,
    changes: () => [set(bypass.entry, ['value'], `${bypass.value.string ?? ''},${addresses}`)],
  };
}

/** The image may set NO_PROXY to more, which this hides. */
function addNoProxy(container: Container, empty: readonly Variable[]): Remedy {
  const value = ADDRESSES.join(',');
  const [variable] = empty;
  return {
    title: sentence('Set NO_PROXY to {0}', value),
    safe: false,
    changes: () => [
      variable === undefined
        ? append(container.value, ['environment'], [{ name: 'NO_PROXY', value }])
        : set(variable.entry, ['value'], value),
    ],
  };
}
