/** Questions to Application Auto Scaling. */
export interface Scaling {
  /** Between what the number of a service's tasks is held; undefined where nobody scales it. */
  targetOf(clusterName: string, serviceName: string, signal?: AbortSignal): Promise<ScalingTarget | undefined>;
}

export interface ScalingTarget {
  readonly least: number;
  readonly most: number;
  /** What is suspended for now: scaling in, out, and that by a schedule. */
  readonly suspended: { readonly in: boolean; readonly out: boolean; readonly scheduled: boolean };
}
