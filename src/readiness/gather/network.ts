import type { TaskDescription } from '../../aws/api/details.ts';
import type { Gateway } from '../../aws/api/gateway.ts';
import type { NetworkInterface, VpcDns, VpcEndpoint } from '../../aws/api/vpc.ts';
import { execConfigurationOf } from '../../live/exec-configuration.ts';
import { sentence } from '../../text.ts';
import { isOnFargate } from '../judging/live-task.ts';
import { type Fact, following, known, unknown } from '../model/fact.ts';
import type { Place } from '../model/facts.ts';
import type { NetworkFacts } from '../model/network-facts.ts';
import type { Hop } from '../model/network-path.ts';
import { endpointsTo, isAmazons, isGateway, neededServices, networkPath } from '../network/index.ts';
import type { Asking } from './asking.ts';
import { lazily } from './lazily.ts';
import { type TaskFacts } from './task.ts';

/** What is known of the network around a task. */
export function networkFacts(
  place: Place,
  gateway: Gateway,
  asking: Asking,
  tasks: TaskFacts,
): () => Promise<Fact<NetworkFacts>> {
  return lazily(() =>
    following(tasks.livingTask(), async (task) => known(await around(task, place, { gateway, asking, tasks }))),
  );
}

interface Parts {
  readonly gateway: Gateway;
  readonly asking: Asking;
  readonly tasks: TaskFacts;
}

async function around(task: TaskDescription, place: Place, { gateway, asking, tasks }: Parts): Promise<NetworkFacts> {
  const { vpc } = gateway;
  const own = ownInterfaceOf(task);
  const found = lazily((): Promise<Fact<NetworkInterface | undefined>> =>
    own === undefined
      ? following(tasks.instance(), (instance) => known(instance?.interfaces[0]))
      : asking.ask({
          action: 'ec2:DescribeNetworkInterfaces',
          // Once the task runs, nobody can change that of Fargate.
          ...(isOnFargate(task) && task.lastStatus === 'RUNNING' && { keep: own }),
          ask: async (signal) => (await vpc.interfaces([own], signal))[0],
        }),
  );
  const inVpc = <Value>(ask: (vpc: string, subnet: string, it: NetworkInterface) => Promise<Fact<Value>>) =>
    following(found(), (it) =>
      it?.vpc === undefined || it.subnet === undefined
        ? unknown(sentence('because the network interface of the task is not known'))
        : ask(it.vpc, it.subnet, it),
    );
  const endpoints = lazily(() =>
    inVpc((id) => asking.ask({ action: 'ec2:DescribeVpcEndpoints', ask: (signal) => vpc.endpoints(id, signal) })),
  );
  const acls = lazily(() =>
    inVpc((id) => asking.ask({ action: 'ec2:DescribeNetworkAcls', ask: (signal) => vpc.networkAcls(id, signal) })),
  );
  const services = lazily(async () => {
    const cluster = await tasks.cluster();
    return neededServices(cluster.state === 'known' ? execConfigurationOf(cluster.value) : {});
  });
  const usedOf = (all: readonly VpcEndpoint[], needed: readonly string[]) =>
    needed.flatMap((name) => endpointsTo(name, place.region, all));
  const securityGroups = () =>
    inVpc(async (_vpc, _subnet, it) => {
      const all = await endpoints();
      const needed = await services();
      const ofEndpoints = all.state === 'known' ? usedOf(all.value, needed).flatMap((each) => each.securityGroups) : [];
      const ids = [...new Set([...it.securityGroups, ...ofEndpoints])];
      return ids.length === 0
        ? known([])
        : asking.ask({ action: 'ec2:DescribeSecurityGroups', ask: (signal) => vpc.securityGroups(ids, signal) });
    });
  const serversOf = (id: string) =>
    following(
      asking.ask({ action: 'ec2:DescribeDhcpOptions', ask: (signal) => vpc.dhcpOptions(signal) }),
      (all): Fact<readonly string[]> | Promise<Fact<readonly string[]>> =>
        // Which of them it has makes no difference then.
        all.every(({ servers }) => servers.every(isAmazons))
          ? known([])
          : following(
              asking.ask({ action: 'ec2:DescribeVpcs', ask: (signal) => vpc.dhcpOptionsOf(id, signal) }),
              (own) => known(all.find((each) => each.id === own)?.servers ?? []),
            ),
    );
  const hasNames = async () => {
    const all = await endpoints();
    const needed = await services();
    return all.state === 'known' && usedOf(all.value, needed).some((each) => !isGateway(each) && each.privateDns);
  };
  const dnsAttribute = (id: string, name: 'support' | 'hostnames') =>
    asking.ask({ action: 'ec2:DescribeVpcAttribute', ask: (signal) => vpc.dnsAttribute(id, name, signal) });
  const dns = lazily(() =>
    inVpc(async (id): Promise<Fact<VpcDns>> => {
      const [support, isNamed] = await Promise.all([dnsAttribute(id, 'support'), hasNames()]);
      return following(Promise.resolve(support), (isOn) =>
        following(
          // Only endpoints with names of their own need it, and they need the other as well.
          isOn && isNamed ? dnsAttribute(id, 'hostnames') : Promise.resolve(known(undefined)),
          (isToo) => known({ support: isOn, hostnames: isToo }),
        ),
      );
    }),
  );
  const nameServers = () =>
    inVpc(async (id) => {
      const isNamed = await hasNames();
      // For all other names, AWS's name servers are as good as others; where they do not answer, others may.
      if (isNamed) {
        return serversOf(id);
      }
      const attributes = await dns();
      return attributes.state === 'known' && !attributes.value.support ? serversOf(id) : known([]);
    });
  const endpointInterfaces = () =>
    following(endpoints(), async (all) => {
      const ids = [...new Set(usedOf(all, await services()).flatMap(({ interfaces }) => interfaces))];
      return ids.length === 0
        ? known([])
        : asking.ask({ action: 'ec2:DescribeNetworkInterfaces', ask: (signal) => vpc.interfaces(ids, signal) });
    });
  const [foundInterface, subnet, routeTable, allEndpoints, groups, allAcls, foundDns, servers, needed] =
    await Promise.all([
      found(),
      inVpc((_vpc, id) => asking.ask({ action: 'ec2:DescribeSubnets', ask: (signal) => vpc.subnet(id, signal) })),
      inVpc((id, subnetId) =>
        asking.ask({ action: 'ec2:DescribeRouteTables', ask: (signal) => vpc.routeTable(subnetId, id, signal) }),
      ),
      endpoints(),
      securityGroups(),
      acls(),
      dns(),
      nameServers(),
      services(),
    ]);
  const aclOf = (subnetId: string) =>
    allAcls.state === 'known' ? allAcls.value.find(({ subnets }) => subnets.includes(subnetId)) : undefined;
  const subnetOfTask = foundInterface.state === 'known' ? foundInterface.value?.subnet : undefined;
  const facts: NetworkFacts = {
    ownInterface: own !== undefined,
    onFargate: isOnFargate(task),
    account: place.clusterArn.split(':')[4] ?? '',
    region: place.region,
    interface: foundInterface,
    subnet,
    routeTable,
    endpoints: allEndpoints,
    endpointInterfaces: known([]),
    securityGroups: groups,
    acl: allAcls.state === 'known' ? known(aclOf(subnetOfTask ?? '')) : allAcls,
    endpointAcls:
      allAcls.state === 'known'
        ? known(
            new Map(
              (allEndpoints.state === 'known' ? usedOf(allEndpoints.value, needed) : [])
                .flatMap(({ subnets }) => subnets)
                .filter((id) => id !== subnetOfTask)
                .flatMap((id) => {
                  const acl = aclOf(id);
                  return acl === undefined ? [] : [[id, acl] as const];
                }),
            ),
          )
        : allAcls,
    dns: foundDns,
    nameServers: servers,
  };
  // Most rules let the task through to any address: those of the endpoints are asked for where they matter.
  const matter = needed.some((service) =>
    networkPath(facts, service).hops.some(({ kind, state }) => state !== 'pass' && BY_ADDRESS.includes(kind)),
  );
  return matter ? { ...facts, endpointInterfaces: await endpointInterfaces() } : facts;
}

/** Hops whose rules may be about some addresses only. */
const BY_ADDRESS: readonly Hop['kind'][] = ['security-group', 'acl', 'endpoint-security-group', 'endpoint-acl'];

/** ID of the task's own network interface: other attachments, such as volumes, may come before it. */
function ownInterfaceOf({ attachments }: TaskDescription): string | undefined {
  return attachments
    ?.find(({ type }) => type === 'ElasticNetworkInterface')
    ?.details?.find(({ name }) => name === 'networkInterfaceId')?.value;
}
