import type { Text } from '../../text.ts';
import type { Remarks } from './api.ts';

/** Sentences that a user is told; the others are counted. */
const MOST_REMARKS = 3;

export class RemarkList implements Remarks {
  readonly first: Text[] = [];
  count = 0;

  add(remark: Text): void {
    this.count += 1;
    if (this.first.length < MOST_REMARKS) {
      this.first.push(remark);
    }
  }
}
