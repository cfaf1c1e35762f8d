import { isPointer, noticeParams, type RecordBehaviour } from '@ruyi/engine/records';

/** 提醒谁看: tells colleagues whom a follow-up mentions, when it is written or they are added. */
export const tellMentioned: RecordBehaviour = {
  name: 'tellMentioned',
  modules: ['followUps'],
  async afterWrite(change, tools) {
    const target = change.after['target'];
    if (change.after.deletedAt !== null || !change.touches('mentions') || !isPointer(target)) return;
    const before = new Set(userIds(change.before?.['mentions']));
    const added = userIds(change.after['mentions']).filter((id) => !before.has(id));
    if (added.length === 0) return;
    const module = tools.session.module(target.module);
    const [record] = await tools.session.read(module, [target.id]);
    if (!record) return;
    const params = noticeParams(tools.session, module, record);
    await tools.notify(
      added.map((userId) => ({
        kind: 'mentioned',
        userId,
        params,
        record: { module: target.module, id: target.id },
      })),
    );
  },
};

function userIds(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((id): id is string => typeof id === 'string') : [];
}
