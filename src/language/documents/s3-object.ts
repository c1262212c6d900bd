import { isPartition, parseArn } from './arn.ts';

/** Whether a string is the ARN of an object in S3: `arn:aws:s3:::bucket/key`. */
export function isObjectInS3(place: string): boolean {
  const arn = parseArn(place);
  return arn?.service === 's3' && isPartition(arn.partition) && /^[^/]+\/./.test(arn.resource);
}

/** The ARN of the object at an URL as `s3://bucket/key`, in the partition that most use; undefined for other URLs. */
export function objectAtUrl(url: string): string | undefined {
  const [, bucket, key] = /^s3:\/\/([^/]+\/)([^]+)$/.exec(url) ?? [];
  return bucket === undefined || key === undefined || /[\n\r]/.test(key) ? undefined : `arn:aws:s3:::${bucket}${key}`;
}
