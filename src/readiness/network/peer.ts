import type { Family } from './address-range.ts';
import type { AddressSet } from './address-set.ts';

/** The other side of a connection, as far as it is known. */
export interface Peer {
  readonly family: Family;
  /** Where it may be; undefined where that is not known. */
  readonly addresses: AddressSet | undefined;
  /** IDs of its security groups; undefined where they are not known. */
  readonly groups: readonly string[] | undefined;
  /** ID of a prefix list that holds its addresses. */
  readonly prefixList?: string | undefined;
}
