import { clusterProperty } from './cluster/cluster-property.ts';
import { clusterType } from './cluster/cluster-type.ts';
import { clusterValue } from './cluster/cluster-value.ts';
import { logGroupKey } from './cluster/log-group-key.ts';
import { clusterRequiredProperty } from './cluster/required-property.ts';
import { sessionLogging } from './cluster/session-logging.ts';
import type { DefinedRule } from './define-rule.ts';
import { awsvpc } from './exec/awsvpc.ts';
import { credentialsInEnvironment } from './exec/credentials-in-environment.ts';
import { initProcess } from './exec/init-process.ts';
import { nanoServer } from './exec/nano-server.ts';
import { noNetwork } from './exec/no-network.ts';
import { pidMode } from './exec/pid-mode.ts';
import { proxyBypass } from './exec/proxy-bypass.ts';
import { readonlyRootFilesystem } from './exec/readonly-root-filesystem.ts';
import { restartPolicy } from './exec/restart-policy.ts';
import { taskRole } from './exec/task-role.ts';
import { arnShape } from './policy/arn-shape.ts';
import { channelsResource } from './policy/channels-resource.ts';
import { execConditionWithoutEffect } from './policy/exec-condition-without-effect.ts';
import { execHalf } from './policy/exec-half.ts';
import { execOperator } from './policy/exec-operator.ts';
import { execWide } from './policy/exec-wide.ts';
import { kmsAlias } from './policy/kms-alias.ts';
import { loggingHalf } from './policy/logging-half.ts';
import { sampleLeft } from './policy/sample-left.ts';
import { someChannels } from './policy/some-channels.ts';
import { startSessionCluster } from './policy/start-session-cluster.ts';
import { startSessionMixed } from './policy/start-session-mixed.ts';
import { startSessionOpen } from './policy/start-session-open.ts';
import { taskTrust } from './policy/task-trust.ts';
import { taskTrustDeputy } from './policy/task-trust-deputy.ts';
import { unknownAction } from './policy/unknown-action.ts';
import { unknownCondition } from './policy/unknown-condition.ts';
import { version } from './policy/version.ts';
import { codeDeploy } from './service/code-deploy.ts';
import { enableExecuteCommand } from './service/enable-execute-command.ts';
import { execWithoutRole } from './service/exec-without-role.ts';
import { launchType } from './service/launch-type.ts';
import { namedPort } from './service/named-port.ts';
import { networkConfiguration } from './service/network-configuration.ts';
import { platformVersion } from './service/platform-version.ts';
import { publicIp } from './service/public-ip.ts';
import { serviceRequiredProperty } from './service/required-property.ts';
import { roleWithoutChannels } from './service/role-without-channels.ts';
import { serviceProperty } from './service/service-property.ts';
import { serviceType } from './service/service-type.ts';
import { serviceValue } from './service/service-value.ts';
import { targetContainer } from './service/target-container.ts';
import { targetPort } from './service/target-port.ts';
import { awslogsOptions } from './task/awslogs-options.ts';
import { capabilities } from './task/capabilities.ts';
import { comments } from './task/comments.ts';
import { containerAmount } from './task/container-amount.ts';
import { containerCount } from './task/container-count.ts';
import { containerDefinitions } from './task/container-definitions.ts';
import { containerMemory } from './task/container-memory.ts';
import { containerName } from './task/container-name.ts';
import { containerPath } from './task/container-path.ts';
import { containerReference } from './task/container-reference.ts';
import { containerSize } from './task/container-size.ts';
import { containerTimeouts } from './task/container-timeouts.ts';
import { credentialSpecs } from './task/credential-specs.ts';
import { dependencyCondition } from './task/dependency-condition.ts';
import { dependencyCycle } from './task/dependency-cycle.ts';
import { dependsOn } from './task/depends-on.ts';
import { describeOutput } from './task/describe-output.ts';
import { dockerVolume } from './task/docker-volume.ts';
import { duplicateContainerName } from './task/duplicate-container-name.ts';
import { duplicatePort } from './task/duplicate-port.ts';
import { duplicateProperty } from './task/duplicate-property.ts';
import { duplicateVariable } from './task/duplicate-variable.ts';
import { efsVolume } from './task/efs-volume.ts';
import { emptyValue } from './task/empty-value.ts';
import { encoding } from './task/encoding.ts';
import { environmentFiles } from './task/environment-files.ts';
import { ephemeralStorage } from './task/ephemeral-storage.ts';
import { essentialContainer } from './task/essential-container.ts';
import { executionRoleForSecrets } from './task/execution-role-for-secrets.ts';
import { executionRoleOnFargate } from './task/execution-role-on-fargate.ts';
import { externalNetworkMode } from './task/external-network-mode.ts';
import { family } from './task/family.ts';
import { fargateNetworkMode } from './task/fargate-network-mode.ts';
import { fargateSize } from './task/fargate-size.ts';
import { fargateUnsupported } from './task/fargate-unsupported.ts';
import { faultInjection } from './task/fault-injection.ts';
import { firelens } from './task/firelens.ts';
import { fsxVolume } from './task/fsx-volume.ts';
import { healthCheck } from './task/health-check.ts';
import { hostPort } from './task/host-port.ts';
import { image } from './task/image.ts';
import { imageReference } from './task/image-reference.ts';
import { inferenceAccelerators } from './task/inference-accelerators.ts';
import { instanceCpu } from './task/instance-cpu.ts';
import { leftovers } from './task/leftovers.ts';
import { linkCycle } from './task/link-cycle.ts';
import { listedTaskDefinition } from './task/listed-task-definition.ts';
import { logDriver } from './task/log-driver.ts';
import { logMode } from './task/log-mode.ts';
import { logOptions } from './task/log-options.ts';
import { managedInstancesNetworkMode } from './task/managed-instances-network-mode.ts';
import { managedInstancesPlatform } from './task/managed-instances-platform.ts';
import { managedInstancesUnsupported } from './task/managed-instances-unsupported.ts';
import { mountPoints } from './task/mount-points.ts';
import { networkSettings } from './task/network-settings.ts';
import { notJson } from './task/not-json.ts';
import { parameterName } from './task/parameter-name.ts';
import { placementConstraints } from './task/placement-constraints.ts';
import { portMapping } from './task/port-mapping.ts';
import { portName } from './task/port-name.ts';
import { processNamespace } from './task/process-namespace.ts';
import { proxyConfiguration } from './task/proxy-configuration.ts';
import { repositoryCredentials } from './task/repository-credentials.ts';
import { requiredProperty } from './task/required-property.ts';
import { restartLimits } from './task/restart-limits.ts';
import { roleArn } from './task/role-arn.ts';
import { runtimePlatform } from './task/runtime-platform.ts';
import { secretReference } from './task/secret-reference.ts';
import { size } from './task/size.ts';
import { sourcePath } from './task/source-path.ts';
import { systemControls } from './task/system-controls.ts';
import { tags } from './task/tags.ts';
import { taskSize } from './task/task-size.ts';
import { trailingComma } from './task/trailing-comma.ts';
import { ulimits } from './task/ulimits.ts';
import { unknownProperty } from './task/unknown-property.ts';
import { unknownValue } from './task/unknown-value.ts';
import { user } from './task/user.ts';
import { volumeName } from './task/volume-name.ts';
import { volumeType } from './task/volume-type.ts';
import { volumes } from './task/volumes.ts';
import { windowsUnsupported } from './task/windows-unsupported.ts';
import { wrongType } from './task/wrong-type.ts';

/** All rules. */
export const RULES: readonly DefinedRule[] = [
  clusterProperty,
  clusterType,
  clusterValue,
  logGroupKey,
  clusterRequiredProperty,
  sessionLogging,
  awsvpc,
  credentialsInEnvironment,
  initProcess,
  nanoServer,
  noNetwork,
  pidMode,
  proxyBypass,
  readonlyRootFilesystem,
  restartPolicy,
  taskRole,
  arnShape,
  channelsResource,
  execConditionWithoutEffect,
  execHalf,
  execOperator,
  execWide,
  kmsAlias,
  loggingHalf,
  sampleLeft,
  someChannels,
  startSessionCluster,
  startSessionMixed,
  startSessionOpen,
  taskTrust,
  taskTrustDeputy,
  unknownAction,
  unknownCondition,
  version,
  codeDeploy,
  enableExecuteCommand,
  execWithoutRole,
  launchType,
  namedPort,
  networkConfiguration,
  platformVersion,
  publicIp,
  serviceRequiredProperty,
  roleWithoutChannels,
  serviceProperty,
  serviceType,
  serviceValue,
  targetContainer,
  targetPort,
  awslogsOptions,
  capabilities,
  comments,
  containerAmount,
  containerCount,
  containerDefinitions,
  containerMemory,
  containerName,
  containerPath,
  containerReference,
  containerSize,
  containerTimeouts,
  credentialSpecs,
  dependencyCondition,
  dependencyCycle,
  dependsOn,
  describeOutput,
  dockerVolume,
  duplicateContainerName,
  duplicatePort,
  duplicateProperty,
  duplicateVariable,
  efsVolume,
  emptyValue,
  encoding,
  environmentFiles,
  ephemeralStorage,
  essentialContainer,
  executionRoleForSecrets,
  executionRoleOnFargate,
  externalNetworkMode,
  family,
  fargateNetworkMode,
  fargateSize,
  fargateUnsupported,
  faultInjection,
  firelens,
  fsxVolume,
  healthCheck,
  hostPort,
  image,
  imageReference,
  inferenceAccelerators,
  instanceCpu,
  leftovers,
  linkCycle,
  listedTaskDefinition,
  logDriver,
  logMode,
  logOptions,
  managedInstancesNetworkMode,
  managedInstancesPlatform,
  managedInstancesUnsupported,
  mountPoints,
  networkSettings,
  notJson,
  parameterName,
  placementConstraints,
  portMapping,
  portName,
  processNamespace,
  proxyConfiguration,
  repositoryCredentials,
  requiredProperty,
  restartLimits,
  roleArn,
  runtimePlatform,
  secretReference,
  size,
  sourcePath,
  systemControls,
  tags,
  taskSize,
  trailingComma,
  ulimits,
  unknownProperty,
  unknownValue,
  user,
  volumeName,
  volumeType,
  volumes,
  windowsUnsupported,
  wrongType,
];
