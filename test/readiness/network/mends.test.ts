import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { suite, test } from 'node:test';
import { promisify } from 'node:util';
import yaml from 'js-yaml';
import type { Mend, ReadyText } from '../../../src/readiness/model/mend.ts';
import {
  aclEntryMend,
  associateGatewayMend,
  endpointPolicyMend,
  gatewayEndpointMend,
  groupRuleMend,
  interfaceEndpointMend,
  natRouteMend,
  privateDnsMend,
  vpcDnsMend,
} from '../../../src/readiness/network/mends.ts';
import { networkPath } from '../../../src/readiness/network/index.ts';
import { acl, entry, known, network, routeTable, taskInterface } from '../support/network.ts';

const REGION = 'cn-north-1';
const SITE = {
  region: REGION,
  service: 'ssmmessages',
  vpc: 'vpc-1',
  subnet: 'subnet-1',
  taskGroup: 'sg-1',
  routeTable: 'rtb-1',
};
const NOTHING = { ...SITE, vpc: undefined, subnet: undefined, taskGroup: undefined, routeTable: undefined };
const HOSTILE = `x'; rm -rf "$HOME" \${file("/etc/passwd")} !Ref`;
const opening = { region: REGION, acl: acl(), isOutbound: true, ports: { from: 443, to: 443 }, range: '10.0.2.10/32' };

const MENDS: Readonly<Record<string, Mend>> = {
  'an interface endpoint': interfaceEndpointMend(SITE),
  'an interface endpoint in a place that is not known': interfaceEndpointMend(NOTHING),
  'a gateway endpoint': gatewayEndpointMend({ ...SITE, service: 's3' }),
  'a gateway endpoint in more route tables': associateGatewayMend(REGION, 'vpce-1', 'rtb-1'),
  'a rule for a group': groupRuleMend({ region: REGION, group: 'sg-1', isOutbound: false, peer: { group: 'sg-2' } }),
  'a rule for IPv4': groupRuleMend({ region: REGION, group: 'sg-1', isOutbound: true, peer: { range: '0.0.0.0/0' } }),
  'a rule for IPv6': groupRuleMend({ region: REGION, group: 'sg-1', isOutbound: true, peer: { range: '::/0' } }),
  'a route': natRouteMend(REGION, 'rtb-1', { replaces: false }),
  'a route in place of another': natRouteMend(REGION, 'rtb-1', { replaces: true }),
  'an entry of an ACL': aclEntryMend(opening),
  'private DNS': privateDnsMend(REGION, 'vpce-1'),
  "a VPC's DNS": vpcDnsMend(REGION, 'vpc-1'),
  'a statement': endpointPolicyMend('vpce-1', ['ssmmessages:OpenDataChannel']),
  'hostile names': interfaceEndpointMend({ ...SITE, vpc: HOSTILE, subnet: HOSTILE, taskGroup: HOSTILE }),
  'a hostile entry': aclEntryMend({ ...opening, acl: { ...acl(), id: HOSTILE }, range: HOSTILE }),
  'a hostile policy': endpointPolicyMend(HOSTILE, [HOSTILE]),
};

function textsOf(mend: Mend): readonly ReadyText[] {
  return mend.kind === 'text' ? mend.texts : assert.fail(mend.kind);
}

function textOf(mend: Mend, form: ReadyText['form']): string {
  return textsOf(mend).find((text) => text.form === form)?.text ?? assert.fail(`There is no ${form}.`);
}

const GET_ATT = new yaml.Type('!GetAtt', {
  kind: 'scalar',
  construct: (path: string) => ({ 'Fn::GetAtt': path.split('.') }),
});
const parseYaml = (text: string): unknown => yaml.load(text, { schema: yaml.DEFAULT_SCHEMA.extend(GET_ATT) });

/** What a shell gives to `aws`, each call as its words. */
async function callsIn(script: string): Promise<readonly (readonly string[])[]> {
  const stub = `aws() { printf '%s\\0' "$@" >&2; printf '\\n\\0' >&2; echo sg-new; }\n`;
  const { stderr } = await promisify(execFile)('/bin/sh', ['-c', stub + script]);
  const words = stderr.split('\0').slice(0, -1);
  const calls: string[][] = [[]];
  for (const word of words) {
    if (word === '\n') {
      calls.push([]);
    } else {
      calls.at(-1)?.push(word);
    }
  }
  return calls.slice(0, -1);
}

/** The text without what stands in quotes, each quoted text as `""`. */
const withoutTexts = (hcl: string): string => hcl.replace(/"(?:[^"\\]|\\.)*"/g, '""');

suite('ready-made texts', () => {
  for (const [name, mend] of Object.entries(MENDS)) {
    test(`for ${name} are what they say that they are`, async () => {
      for (const { form, text } of textsOf(mend)) {
        assert.ok(text.endsWith('\n') && !text.endsWith('\n\n'));
        switch (form) {
          case 'cloudformation': {
            const { Resources } = parseYaml(text) as {
              Resources: Record<string, { Type: string; Properties: object }>;
            };
            for (const { Type, Properties } of Object.values(Resources)) {
              assert.match(Type, /^AWS::EC2::\w+$/);
              assert.notEqual(Object.keys(Properties).length, 0);
            }
            break;
          }
          case 'terraform': {
            const block = /^resource "" "" \{\n(?: {2}\w+ += (?:""|\d+|true|false|[\w.]+|\[(?:""|[\w.]+)\])\n)+\}$/;
            for (const one of withoutTexts(text.trimEnd()).split('\n\n')) {
              assert.match(one, block);
            }
            assert.doesNotMatch(text, /(?<!\$)\$\{/);
            break;
          }
          case 'cli':
            for (const [command, , region, where] of await callsIn(text)) {
              assert.deepEqual([command, region, where], ['ec2', '--region', REGION]);
            }
            break;
          case 'json':
          case 'plain':
            JSON.parse(text);
        }
      }
    });
  }

  test('name what is known, and leave open what is not', async () => {
    assert.deepEqual(await callsIn(textOf(interfaceEndpointMend(SITE), 'cli')), [
      [
        ...'ec2 create-security-group --region cn-north-1 --vpc-id vpc-1 --group-name ssmmessages-endpoint --description'.split(
          ' ',
        ),
        'HTTPS from ECS tasks to the ssmmessages endpoint',
        ...'--query GroupId --output text'.split(' '),
      ],
      'ec2 authorize-security-group-ingress --region cn-north-1 --group-id sg-new --protocol tcp --port 443 --source-group sg-1'.split(
        ' ',
      ),
      'ec2 create-vpc-endpoint --region cn-north-1 --vpc-id vpc-1 --vpc-endpoint-type Interface --service-name com.amazonaws.cn-north-1.ssmmessages --subnet-ids subnet-1 --security-group-ids sg-new --private-dns-enabled'.split(
        ' ',
      ),
    ]);
    assert.deepEqual(parseYaml(textOf(interfaceEndpointMend(SITE), 'cloudformation')), {
      Resources: {
        EndpointSecurityGroup: {
          Type: 'AWS::EC2::SecurityGroup',
          Properties: {
            GroupDescription: 'HTTPS from ECS tasks to the ssmmessages endpoint',
            VpcId: 'vpc-1',
            SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, SourceSecurityGroupId: 'sg-1' }],
          },
        },
        Endpoint: {
          Type: 'AWS::EC2::VPCEndpoint',
          Properties: {
            VpcId: 'vpc-1',
            VpcEndpointType: 'Interface',
            ServiceName: 'com.amazonaws.cn-north-1.ssmmessages',
            SubnetIds: ['subnet-1'],
            SecurityGroupIds: [{ 'Fn::GetAtt': ['EndpointSecurityGroup', 'GroupId'] }],
            PrivateDnsEnabled: true,
          },
        },
      },
    });
    assert.match(textOf(interfaceEndpointMend(NOTHING), 'cli'), /--vpc-id '<vpc-id>'/);
    assert.match(
      textOf(natRouteMend(REGION, 'rtb-1', { replaces: false }), 'terraform'),
      /nat_gateway_id += "<nat-gateway-id>"/,
    );
  });

  test('carry no name that is not one', () => {
    for (const mend of [MENDS['hostile names'], MENDS['a hostile entry']]) {
      assert.doesNotMatch(JSON.stringify(textsOf(mend ?? assert.fail())), /rm -rf|passwd/);
    }
  });

  test('put an entry before those that refuse, at a number that is free', () => {
    const numbers = (...entries: Parameters<typeof entry>[0][]): number => {
      const text = textOf(
        aclEntryMend({ ...opening, acl: acl(entries.map((one) => entry({ isOutbound: true, ...one }))) }),
        'cloudformation',
      );
      const document = parseYaml(text) as { Resources: { AclEntry: { Properties: { RuleNumber: number } } } };
      return document.Resources.AclEntry.Properties.RuleNumber;
    };
    assert.equal(numbers(), 100);
    assert.equal(numbers({ number: 100 }), 101);
    assert.equal(numbers({ number: 100, allows: false }), 99);
    assert.equal(numbers({ number: 98 }, { number: 99 }, { number: 100, allows: false }), 97);
    assert.equal(numbers({ number: 300, allows: false }), 100);
    assert.equal(numbers({ number: 100, allows: false, isOutbound: false }), 100);
  });

  test('of an entry leave the number open where none is free', () => {
    const full = aclEntryMend({ ...opening, acl: acl([entry({ isOutbound: true, number: 1, allows: false })]) });
    assert.match(textOf(full, 'cli'), /'<rule-number>'/);
  });

  test('of a path are about its own parts', () => {
    const { mends } = networkPath(
      network({ routeTable: known(routeTable({})), interface: known(taskInterface({ securityGroups: ['sg-7'] })) }),
      'ssmmessages',
    );
    assert.match(textOf(mends[0] ?? assert.fail(), 'cli'), /--source-group sg-7/);
  });
});
