import type { HttpRequests } from '../http.ts';
import type { Configuration, ServiceId } from './configuration.ts';

/**
 * What every client of the SDK is given, so that it looks for none of it in files or in the environment. Throws a
 * `Problem` where the service's endpoint cannot be used.
 */
export function clientConfig(
  configuration: Configuration,
  service: ServiceId,
  region: string,
  requestHandler: HttpRequests,
  useFips = configuration.useFips,
  endpoint = configuration.endpoint(service),
) {
  return {
    region,
    requestHandler,
    ignoreConfiguredEndpointUrls: true,
    // An endpoint of one's own goes with neither (botocore, `compute_endpoint_resolver_builtin_defaults`).
    useFipsEndpoint: endpoint === undefined && useFips,
    useDualstackEndpoint: endpoint === undefined && configuration.useDualStack,
    ...(endpoint !== undefined && { endpoint }),
    maxAttempts: configuration.maxAttempts ?? 3,
    retryMode: 'standard',
    defaultsMode: 'standard' as const,
    authSchemePreference: Array<string>(),
    userAgentAppId: () => Promise.resolve(undefined),
  };
}
