import {
  DescribeDhcpOptionsCommand,
  DescribeImagesCommand,
  DescribeInstancesCommand,
  DescribeNetworkAclsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
  type EC2Client,
  type Filter,
} from '@aws-sdk/client-ec2';
import type {
  DhcpOptions,
  Instance,
  MachineImage,
  NetworkAcl,
  NetworkInterface,
  RouteTable,
  SecurityGroup,
  Subnet,
  Vpc,
  VpcEndpoint,
} from '../api/vpc.ts';
import { type Answer, type Asker } from './asker.ts';
import {
  toAcl,
  toEndpoint,
  toImage,
  toInstance,
  toInterface,
  toRouteTable,
  toSecurityGroup,
  toSubnet,
} from './convert-vpc.ts';
import { describedPages } from './pages.ts';

/** Things that one question is about at most. */
type Options = Parameters<Parameters<Asker['ask']>[2]>[0];

/**
 * Questions to EC2, put through AWS's SDK. They ask with filters, not by IDs: an ID that EC2 does not know, or that is
 * not visible, is then no error.
 */
export class SdkVpc implements Vpc {
  readonly #asker: Asker;
  readonly #clients: { readonly ec2: EC2Client };

  constructor(asker: Asker, clients: { readonly ec2: EC2Client }) {
    this.#asker = asker;
    this.#clients = clients;
  }

  get #ec2(): EC2Client {
    return this.#clients.ec2;
  }

  async interfaces(ids: readonly string[], signal?: AbortSignal): Promise<readonly NetworkInterface[]> {
    const found = await this.#all('DescribeNetworkInterfaces', signal, async (NextToken, options) => {
      const command = new DescribeNetworkInterfacesCommand({ ...by('network-interface-id', ...ids), NextToken });
      const answer = await this.#ec2.send(command, options);
      return [answer, answer.NetworkInterfaces];
    });
    return found.map(toInterface);
  }

  async instance(id: string, signal?: AbortSignal): Promise<Instance | undefined> {
    const [reservation] = await this.#all('DescribeInstances', signal, async (NextToken, options) => {
      const answer = await this.#ec2.send(
        new DescribeInstancesCommand({ ...by('instance-id', id), NextToken }),
        options,
      );
      return [answer, answer.Reservations];
    });
    const instance = reservation?.Instances?.[0];
    return instance && toInstance(instance);
  }

  async image(id: string, signal?: AbortSignal): Promise<MachineImage | undefined> {
    const [image] = await this.#all('DescribeImages', signal, async (NextToken, options) => {
      const answer = await this.#ec2.send(new DescribeImagesCommand({ ...by('image-id', id), NextToken }), options);
      return [answer, answer.Images];
    });
    return image && toImage(image);
  }

  async subnet(id: string, signal?: AbortSignal): Promise<Subnet | undefined> {
    const [subnet] = await this.#all('DescribeSubnets', signal, async (NextToken, options) => {
      const answer = await this.#ec2.send(new DescribeSubnetsCommand({ ...by('subnet-id', id), NextToken }), options);
      return [answer, answer.Subnets];
    });
    return subnet && toSubnet(subnet);
  }

  /** All tables of the VPC are asked for: which is the subnet's, and which the main one, is then known at once. */
  async routeTable(subnet: string, vpc: string, signal?: AbortSignal): Promise<RouteTable | undefined> {
    const tables = await this.#all('DescribeRouteTables', signal, async (NextToken, options) => {
      const answer = await this.#ec2.send(new DescribeRouteTablesCommand({ ...by('vpc-id', vpc), NextToken }), options);
      return [answer, answer.RouteTables];
    });
    const own = tables.find(({ Associations }) => Associations?.some(({ SubnetId }) => SubnetId === subnet));
    const found = own ?? tables.find(({ Associations }) => Associations?.some(({ Main }) => Main === true));
    return found && toRouteTable(found);
  }

  async endpoints(vpc: string, signal?: AbortSignal): Promise<readonly VpcEndpoint[]> {
    const found = await this.#all('DescribeVpcEndpoints', signal, async (NextToken, options) => {
      const answer = await this.#ec2.send(
        new DescribeVpcEndpointsCommand({ ...by('vpc-id', vpc), NextToken }),
        options,
      );
      return [answer, answer.VpcEndpoints];
    });
    return found.map(toEndpoint);
  }

  async securityGroups(ids: readonly string[], signal?: AbortSignal): Promise<readonly SecurityGroup[]> {
    const found = await this.#all('DescribeSecurityGroups', signal, async (NextToken, options) => {
      const command = new DescribeSecurityGroupsCommand({ ...by('group-id', ...ids), NextToken });
      const answer = await this.#ec2.send(command, options);
      return [answer, answer.SecurityGroups];
    });
    return found.map(toSecurityGroup);
  }

  async networkAcls(vpc: string, signal?: AbortSignal): Promise<readonly NetworkAcl[]> {
    const found = await this.#all('DescribeNetworkAcls', signal, async (NextToken, options) => {
      const answer = await this.#ec2.send(new DescribeNetworkAclsCommand({ ...by('vpc-id', vpc), NextToken }), options);
      return [answer, answer.NetworkAcls];
    });
    return found.map(toAcl);
  }

  async dnsAttribute(vpc: string, attribute: 'support' | 'hostnames', signal?: AbortSignal): Promise<boolean> {
    const Attribute = attribute === 'support' ? 'enableDnsSupport' : 'enableDnsHostnames';
    const { EnableDnsSupport, EnableDnsHostnames } = await this.#asker.ask(
      'DescribeVpcAttribute',
      signal,
      (options) => this.#ec2.send(new DescribeVpcAttributeCommand({ VpcId: vpc, Attribute }), options),
      { service: 'ec2' },
    );
    return (attribute === 'support' ? EnableDnsSupport : EnableDnsHostnames)?.Value ?? false;
  }

  async dhcpOptions(signal?: AbortSignal): Promise<readonly DhcpOptions[]> {
    const found = await this.#all('DescribeDhcpOptions', signal, async (NextToken, options) => {
      const answer = await this.#ec2.send(new DescribeDhcpOptionsCommand({ NextToken }), options);
      return [answer, answer.DhcpOptions];
    });
    return found.map(({ DhcpOptionsId = '', DhcpConfigurations = [] }) => ({
      id: DhcpOptionsId,
      servers: DhcpConfigurations.filter(({ Key }) => Key === 'domain-name-servers').flatMap(({ Values = [] }) =>
        Values.flatMap(({ Value }) => Value ?? []),
      ),
    }));
  }

  async dhcpOptionsOf(vpc: string, signal?: AbortSignal): Promise<string | undefined> {
    const [found] = await this.#all('DescribeVpcs', signal, async (NextToken, options) => {
      const answer = await this.#ec2.send(new DescribeVpcsCommand({ ...by('vpc-id', vpc), NextToken }), options);
      return [answer, answer.Vpcs];
    });
    return found?.DhcpOptionsId;
  }

  /** All items of a list, which EC2 gives in pages where it is long. */
  async #all<Item>(
    operation: string,
    signal: AbortSignal | undefined,
    page: (
      token: string | undefined,
      options: Options,
    ) => Promise<readonly [answer: Answer & { readonly NextToken?: string | undefined }, items: Item[] | undefined]>,
  ): Promise<readonly Item[]> {
    const found: Item[] = [];
    const nextPage = (token: string | undefined) =>
      this.#asker.ask(
        operation,
        signal,
        async (options) => {
          const [answer, items] = await page(token, options);
          return { names: this.#asker.known(answer, items, 'ec2') ?? [], token: answer.NextToken };
        },
        { service: 'ec2' },
      );
    for await (const items of describedPages(nextPage, (some) => Promise.resolve(some))) {
      found.push(...items);
    }
    return found;
  }
}

function by(Name: string, ...Values: readonly string[]): { readonly Filters: Filter[] } {
  return { Filters: [{ Name, Values: [...Values] }] };
}
