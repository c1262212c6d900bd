import { sentence, type Text } from '../../text.ts';

/** What a route leads to, by the front of its ID. Source: API reference, Route. */
export type TargetKind = 'internet-gateway' | 'nat-gateway' | 'egress-only' | 'other';

export function targetKind(target: string | undefined): TargetKind {
  switch (target?.split('-', 1)[0]) {
    case 'igw':
      return 'internet-gateway';
    case 'nat':
      return 'nat-gateway';
    case 'eigw':
      return 'egress-only';
    default:
      return 'other';
  }
}

const NAMES: Readonly<Record<string, Text>> = {
  igw: sentence('internet gateway'),
  nat: sentence('NAT gateway'),
  eigw: sentence('egress-only internet gateway'),
  tgw: sentence('transit gateway'),
  pcx: sentence('VPC peering connection'),
  vgw: sentence('virtual private gateway'),
  lgw: sentence('local gateway'),
  cagw: sentence('carrier gateway'),
  eni: sentence('network interface'),
  i: sentence('instance'),
  vpce: sentence('endpoint'),
  arn: sentence('core network'),
};

/** What it is called, with its ID. */
export function targetName(target: string | undefined): Text {
  const front = target?.split(/[-:]/, 1)[0] ?? '';
  const name = Object.hasOwn(NAMES, front) ? NAMES[front] : undefined;
  if (target === undefined) {
    return sentence('something that EC2 does not name');
  }
  return name === undefined ? sentence('{0}', target) : sentence('{0} {1}', name, target);
}
