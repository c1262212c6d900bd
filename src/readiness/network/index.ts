import type { VpcEndpoint } from '../../aws/api/vpc.ts';
import { sentence, type Text } from '../../text.ts';
import type { Mend } from '../model/mend.ts';
import type { NetworkFacts } from '../model/network-facts.ts';
import type { NetworkPath } from '../model/network-path.ts';
import {
  elsewhereNamedEndpointSteps,
  interfaceEndpointSteps,
  policyStep,
  unnamedEndpointSteps,
} from './endpoint-steps.ts';
import { type Choice, chooseEndpoint } from './endpoints.ts';
import { serviceStep, stepsToGatewayEndpoint, stepsToInternet, stepsToUnknown } from './internet-steps.ts';
import { associateGatewayMend, privateDnsMend, vpcDnsMend } from './mends.ts';
import { isShared } from './own-steps.ts';
import { endpointMends, wayOut } from './route-steps.ts';
import { passes, pathOf, type Step, stops, untold } from './step.ts';
import { targetName } from './targets.ts';
import { travellerOf } from './traveller.ts';

export { isAmazons } from './dns-steps.ts';
export { endpointsTo, isGateway } from './endpoints.ts';
export { neededServices } from './services.ts';

/**
 * The way from a task to a service of AWS (`ssmmessages`, `kms`, `logs`, `s3`): through an endpoint of its VPC, or by
 * the route to the internet. Pure, and never throws.
 */
export function networkPath(facts: NetworkFacts, service: string): NetworkPath {
  const { endpoints } = facts;
  if (isShared(facts)) {
    const steps = stepsToUnknown(facts, service).filter(({ hop }) => hop.kind !== 'acl' && hop.kind !== 'dns');
    return pathOf(service, steps, sentence('Could not tell how the task reaches {0}.', service));
  }
  if (endpoints.state === 'unknown') {
    const words = sentence('Could not tell whether the VPC has an endpoint for {0} {1}.', service, endpoints.why);
    const steps = [...stepsToUnknown(facts, service), untold('endpoint', '', endpoints, words)];
    return pathOf(service, steps, words);
  }
  const choice = chooseEndpoint(facts, service, endpoints.value);
  switch (choice.way) {
    case 'interface': {
      const steps = [...interfaceEndpointSteps(facts, service, choice.endpoint), serviceStep(facts, service)];
      return pathOf(service, steps, throughEndpoint(service, choice.endpoint));
    }
    case 'gateway':
      return byGatewayEndpoint(facts, service, choice.endpoint);
    case 'unused':
      return pastEndpoint(facts, service, choice);
    case 'none': {
      const { steps, target } = wayOut(facts, service);
      const hasOthers = endpoints.value.length > 0;
      const all = [...stepsToInternet(facts, service), ...steps, serviceStep(facts, service)];
      return pathOf(
        service,
        all,
        hasOthers
          ? sentence(
              'The task reaches {0} through {1}. The endpoints of its VPC are for other services.',
              service,
              targetName(target),
            )
          : sentence('The task reaches {0} through {1}.', service, targetName(target)),
      );
    }
  }
}

function throughEndpoint(service: string, { id }: VpcEndpoint): Text {
  return sentence('The task reaches {0} through endpoint {1}.', service, id);
}

function byGatewayEndpoint(facts: NetworkFacts, service: string, endpoint: VpcEndpoint): NetworkPath {
  const { routeTable } = facts;
  const routes =
    routeTable.state === 'unknown'
      ? untold(
          'route-table',
          '',
          routeTable,
          sentence(
            "Could not tell whether endpoint {0} is in the subnet's route table {1}.",
            endpoint.id,
            routeTable.why,
          ),
        )
      : passes('route-table', routeTable.value?.id ?? '', sentence('Leads to {0}', endpoint.id));
  const steps = [
    ...stepsToGatewayEndpoint(facts, service, endpoint),
    routes,
    passes('endpoint', endpoint.id, sentence('Leads to {0}', service)),
    policyStep(service, endpoint),
    serviceStep(facts, service),
  ];
  return pathOf(service, steps, throughEndpoint(service, endpoint));
}

/** There is an endpoint, but traffic takes the route to the internet, if there is one. */
function pastEndpoint(facts: NetworkFacts, service: string, choice: Extract<Choice, { way: 'unused' }>): NetworkPath {
  const { endpoint, why } = choice;
  const before = stepsToInternet(facts, service);
  const { steps, target } = wayOut(facts, service);
  const leadsOut = steps.every(({ hop }) => hop.state !== 'fail');
  const hop = { kind: 'endpoint', name: endpoint.id, remark: sentence('Is not used {0}', why) } as const;
  if (!leadsOut && choice.reason === 'private-dns') {
    const only = unnamedEndpointSteps(facts, service, endpoint, unusedMends(facts, choice));
    return pathOf(service, [...only, serviceStep(facts, service)], throughEndpoint(service, endpoint));
  }
  const named =
    leadsOut || choice.reason !== 'vpc-dns' ? undefined : elsewhereNamedEndpointSteps(facts, service, endpoint);
  if (named !== undefined) {
    return pathOf(service, [...named, serviceStep(facts, service)], throughEndpoint(service, endpoint));
  }
  const mends = [...unusedMends(facts, choice), ...(leadsOut ? [] : endpointMendsBeside(facts, service, choice))];
  const step: Step = leadsOut
    ? {
        works: true,
        ...stops(
          'warn',
          hop,
          sentence(
            'The task reaches {0} through {1}: endpoint {2} is not used {3}.',
            service,
            targetName(target),
            endpoint.id,
            why,
          ),
          mends,
        ),
      }
    : stops(
        'fail',
        hop,
        sentence(
          'The task cannot reach {0}: endpoint {1} is not used {2}, and there is no other way.',
          service,
          endpoint.id,
          why,
        ),
        mends,
      );
  return pathOf(service, [...before, step, ...steps, serviceStep(facts, service)], throughEndpoint(service, endpoint));
}

/** What lets the endpoint be used. */
function unusedMends(facts: NetworkFacts, { endpoint, reason }: Extract<Choice, { way: 'unused' }>): readonly Mend[] {
  const { region } = facts;
  switch (reason) {
    case 'private-dns':
      return [privateDnsMend(region, endpoint.id)];
    case 'vpc-dns':
      return [vpcDnsMend(region, travellerOf(facts).vpc)];
    case 'route-table': {
      const table = facts.routeTable.state === 'known' ? facts.routeTable.value?.id : undefined;
      return [associateGatewayMend(region, endpoint.id, table)];
    }
    case 'state':
      return [{ kind: 'wait' }];
    case 'failed':
    case 'address-type':
      return [];
  }
}

/** Another endpoint helps where the one that there is cannot be made to work. */
function endpointMendsBeside(
  facts: NetworkFacts,
  service: string,
  { reason }: Extract<Choice, { way: 'unused' }>,
): readonly Mend[] {
  return reason === 'failed' || reason === 'address-type' ? endpointMends(facts, service) : [];
}
