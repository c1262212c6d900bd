import { regionOfCluster } from '../../arn.ts';
import { sentence, type Text } from '../../text.ts';

/**
 * A cluster as the user writes it: its name (up to 255 letters, digits, hyphens and underscores; API reference,
 * CreateCluster) or its ARN, of any partition, in this region where one is known. Otherwise what is wrong with it.
 */
export function clusterNamed(written: string, region: string | undefined): string | Text {
  const name = written.trim();
  if (!name.startsWith('arn:')) {
    return /^[\w-]{1,255}$/.test(name) ? name : sentence('Enter the name or ARN of a cluster.');
  }
  const where = regionOfCluster(name);
  if (where === undefined) {
    return sentence('This is not the ARN of a cluster.');
  }
  return region === undefined || where === region
    ? name
    : sentence('This cluster is in {0}, and the connection in {1}. Add a connection for that region.', where, region);
}
