import type { ClusterDescription, ExecConfiguration } from '../aws/api/details.ts';

/** What happens to sessions of a cluster; empty where nothing is said. */
export function execConfigurationOf({ configuration }: ClusterDescription): ExecConfiguration {
  return configuration?.executeCommandConfiguration ?? {};
}
