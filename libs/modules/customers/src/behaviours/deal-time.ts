import type { RecordBehaviour } from '@ruyi/engine/records';

/** A deal gets its time, and a customer's stage of life the time since it holds; by hand or by import they may be given. */
export const dealTime: RecordBehaviour = {
  name: 'dealTime',
  modules: ['customers'],
  async beforeWrite(change) {
    const now = new Date().toISOString();
    const values: Record<string, unknown> = {};
    if (change.touches('dealState') && !('dealAt' in change.values)) {
      values['dealAt'] = change.after['dealState'] === 'deal' ? now : null;
    }
    if (change.touches('lifecycle') && !('lifecycleSince' in change.values)) values['lifecycleSince'] = now;
    return Promise.resolve(values);
  },
};
