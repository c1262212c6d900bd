/**
 * What CreateService takes and RegisterTaskDefinition does not, as far as people put it into task definitions.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
 */
export const SERVICE_PROPERTIES: ReadonlySet<string> = new Set([
  'availabilityZoneRebalancing',
  'capacityProviderStrategy',
  'cluster',
  'deploymentConfiguration',
  'deploymentController',
  'desiredCount',
  'enableECSManagedTags',
  'enableExecuteCommand',
  'healthCheckGracePeriodSeconds',
  'launchType',
  'loadBalancers',
  'networkConfiguration',
  'placementStrategy',
  'platformVersion',
  'propagateTags',
  'schedulingStrategy',
  'serviceConnectConfiguration',
  'serviceName',
  'serviceRegistries',
  'volumeConfigurations',
  'vpcLatticeConfigurations',
]);
