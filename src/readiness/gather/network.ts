import type { TaskDescription } from '../../aws/api/details.ts';
import type { Gateway } from '../../aws/api/gateway.ts';
import type { NetworkInterface, VpcEndpoint } from '../../aws/api/vpc.ts';
import { sentence } from '../../text.ts';
import { isOnFargate } from '../judging/live-task.ts';
import { type Fact, following, known, unknown } from '../model/fact.ts';
import type { Place } from '../model/facts.ts';
import type { NetworkFacts } from '../model/network-facts.ts';
import { endpointsTo } from '../network/index.ts';
import type { Asking } from './asking.ts';
import { lazily } from './lazily.ts';
import type { TaskFacts } from './task.ts';

/** Services that a session may need. */
const SERVICES = ['ssmmessages', 'kms', 'logs', 's3'] as const;

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
          // It cannot be changed but by ECS.
          keep: own,
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
  const used = (all: readonly VpcEndpoint[]) => SERVICES.flatMap((name) => endpointsTo(name, place.region, all));
  const securityGroups = () =>
    inVpc(async (_vpc, _subnet, it) => {
      const all = await endpoints();
      const ofEndpoints = all.state === 'known' ? used(all.value).flatMap((each) => each.securityGroups) : [];
      const ids = [...new Set([...it.securityGroups, ...ofEndpoints])];
      return ids.length === 0
        ? known([])
        : asking.ask({ action: 'ec2:DescribeSecurityGroups', ask: (signal) => vpc.securityGroups(ids, signal) });
    });
  const dns = () =>
    inVpc((id) => asking.ask({ action: 'ec2:DescribeVpcAttribute', calls: 4, ask: (signal) => vpc.dns(id, signal) }));
  const endpointInterfaces = () =>
    following(endpoints(), (all) => {
      const ids = [...new Set(used(all).flatMap(({ interfaces }) => interfaces))];
      return ids.length === 0
        ? known([])
        : asking.ask({ action: 'ec2:DescribeNetworkInterfaces', ask: (signal) => vpc.interfaces(ids, signal) });
    });
  const [foundInterface, subnet, routeTable, allEndpoints, groups, allAcls, foundDns, foundInterfaces] =
    await Promise.all([
      found(),
      inVpc((_vpc, id) =>
        asking.ask({ action: 'ec2:DescribeSubnets', keep: id, ask: (signal) => vpc.subnet(id, signal) }),
      ),
      inVpc((id, subnetId) =>
        asking.ask({ action: 'ec2:DescribeRouteTables', ask: (signal) => vpc.routeTable(subnetId, id, signal) }),
      ),
      endpoints(),
      securityGroups(),
      acls(),
      dns(),
      endpointInterfaces(),
    ]);
  const aclOf = (subnetId: string) =>
    allAcls.state === 'known' ? allAcls.value.find(({ subnets }) => subnets.includes(subnetId)) : undefined;
  const subnetOfTask = foundInterface.state === 'known' ? foundInterface.value?.subnet : undefined;
  return {
    ownInterface: own !== undefined,
    onFargate: isOnFargate(task),
    account: place.clusterArn.split(':')[4] ?? '',
    region: place.region,
    interface: foundInterface,
    subnet,
    routeTable,
    endpoints: allEndpoints,
    endpointInterfaces: foundInterfaces,
    securityGroups: groups,
    acl: allAcls.state === 'known' ? known(aclOf(subnetOfTask ?? '')) : allAcls,
    endpointAcls:
      allAcls.state === 'known'
        ? known(
            new Map(
              (allEndpoints.state === 'known' ? used(allEndpoints.value) : [])
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
  };
}

/** ID of the task's own network interface: other attachments, such as volumes, may come before it. */
function ownInterfaceOf({ attachments }: TaskDescription): string | undefined {
  return attachments
    ?.find(({ type }) => type === 'ElasticNetworkInterface')
    ?.details?.find(({ name }) => name === 'networkInterfaceId')?.value;
}
