import type { VpcEndpoint } from '../../aws/api/vpc.ts';

/**
 * The endpoints of a VPC that lead to a service, by the end of their names: those of `com.amazonaws.eu-central-1.logs`
 * and of `cn.com.amazonaws.cn-north-1.s3`. An endpoint for a service in another region is not the one that is asked.
 */
export function endpointsTo(
  service: string,
  region: string,
  endpoints: readonly VpcEndpoint[],
): readonly VpcEndpoint[] {
  return endpoints.filter(({ serviceName }) => serviceName.endsWith(`.${region}.${service}`));
}
