import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Mend, ReadyText } from '../../../src/readiness/model/mend.ts';
import { networkPath } from '../../../src/readiness/network/index.ts';
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
import { awsCalls } from '../support/aws-calls.ts';
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

/** A line of the part of YAML that is written here: a key, an item, or both, and a word, a number or a quoted text. */
const YAML_LINE = /^(?: {2})*(?:- )?\w+:(?: (?:\d+|true|false|[A-Za-z][\w.:/ -]*|"(?:[^"\\]|\\.)*"|!GetAtt [\w.]+))?$/;
const YAML_ITEM = /^(?: {2})*- (?:[A-Za-z][\w-]*|"(?:[^"\\]|\\.)*"|!GetAtt [\w.]+)$/;

/** The text without what stands in quotes, each quoted text as `""`. */
const withoutTexts = (hcl: string): string => hcl.replace(/"(?:[^"\\]|\\.)*"/g, '""');

suite('ready-made texts', () => {
  for (const [name, mend] of Object.entries(MENDS)) {
    test(`for ${name} are what they say that they are`, async () => {
      for (const { form, text } of textsOf(mend)) {
        assert.ok(text.endsWith('\n') && !text.endsWith('\n\n'));
        switch (form) {
          case 'cloudformation':
            assert.match(text, /^Resources:\n {2}\w+:\n {4}Type: AWS::EC2::\w+\n {4}Properties:\n {6}\w/);
            for (const line of text.trimEnd().split('\n')) {
              assert.ok(YAML_LINE.test(line) || YAML_ITEM.test(line), line);
            }
            break;
          case 'terraform': {
            const block = /^resource "" "" \{\n(?: {2}\w+ += (?:""|\d+|true|false|[\w.]+|\[(?:""|[\w.]+)\])\n)+\}$/;
            for (const one of withoutTexts(text.trimEnd()).split('\n\n')) {
              assert.match(one, block);
            }
            assert.doesNotMatch(text, /(?<!\$)\$\{/);
            break;
          }
          case 'cli':
            for (const [command, , region, where] of await awsCalls(text)) {
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
    const calls = await awsCalls(textOf(interfaceEndpointMend(SITE), 'cli'));
    assert.deepEqual(
      calls.map((words) => words.slice(4).join(' ')),
      [
        '--vpc-id vpc-1 --group-name ssmmessages-endpoint ' +
          '--description HTTPS from ECS tasks to the ssmmessages endpoint --query GroupId --output text',
        '--group-id sg-new --protocol tcp --port 443 --source-group sg-1',
        '--vpc-id vpc-1 --vpc-endpoint-type Interface --service-name com.amazonaws.cn-north-1.ssmmessages ' +
          '--subnet-ids subnet-1 --security-group-ids sg-new --private-dns-enabled',
      ],
    );
    assert.deepEqual(textOf(interfaceEndpointMend(SITE), 'cloudformation').trimEnd().split('\n'), [
      'Resources:',
      '  EndpointSecurityGroup:',
      '    Type: AWS::EC2::SecurityGroup',
      '    Properties:',
      '      GroupDescription: HTTPS from ECS tasks to the ssmmessages endpoint',
      '      VpcId: vpc-1',
      '      SecurityGroupIngress:',
      '        - IpProtocol: tcp',
      '          FromPort: 443',
      '          ToPort: 443',
      '          SourceSecurityGroupId: sg-1',
      '  Endpoint:',
      '    Type: AWS::EC2::VPCEndpoint',
      '    Properties:',
      '      VpcId: vpc-1',
      '      VpcEndpointType: Interface',
      '      ServiceName: com.amazonaws.cn-north-1.ssmmessages',
      '      SubnetIds:',
      '        - subnet-1',
      '      SecurityGroupIds:',
      '        - !GetAtt EndpointSecurityGroup.GroupId',
      '      PrivateDnsEnabled: true',
    ]);
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

  test('tell IPv4 from IPv6', () => {
    assert.match(textOf(MENDS['a rule for IPv4'] ?? assert.fail(), 'cloudformation'), / CidrIp: "0\.0\.0\.0\/0"\n/);
    assert.match(textOf(MENDS['a rule for IPv6'] ?? assert.fail(), 'cloudformation'), / CidrIpv6: "::\/0"\n/);
    assert.match(textOf(aclEntryMend({ ...opening, range: '::/0' }), 'terraform'), / ipv6_cidr_block += "::\/0"\n/);
  });

  test('put an entry before those that refuse, at a number that is free', () => {
    const numbers = (...entries: Parameters<typeof entry>[0][]): number => {
      const changed = { ...opening, acl: acl(entries.map((one) => entry({ isOutbound: true, ...one }))) };
      return Number(/ RuleNumber: (\d+)\n/.exec(textOf(aclEntryMend(changed), 'cloudformation'))?.[1]);
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
