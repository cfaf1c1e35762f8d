import { DeliveryError } from '@ruyi/engine/messages';
import type { OutsideAnswer } from '@ruyi/platform/outbound';
import { refuseBadStatus } from './refuse-bad-status.js';

/**
 * The JSON that a cloud answers, whatever the status that comes with it. Throws {@link DeliveryError}; after a good status
 * and no answer that can be read nobody knows whether the message goes out.
 */
export function readCloudAnswer(answer: OutsideAnswer): Readonly<Record<string, unknown>> {
  try {
    const read: unknown = answer.cut ? null : JSON.parse(answer.body);
    if (typeof read === 'object' && read !== null) return read as Readonly<Record<string, unknown>>;
  } catch {
    // A page of a proxy, or half of an answer: what it stands for is said below.
  }
  refuseBadStatus(answer);
  throw new DeliveryError('the provider gave no answer that can be read', false, { uncertain: true });
}
