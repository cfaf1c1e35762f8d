import { shippedBehaviours } from '@ruyi/modules/shipped';
import { describe, expect, it } from 'vitest';
import { recordWorld } from './testing/record-world.js';

const world = await recordWorld({ behaviours: shippedBehaviours });
const { create, update, delete: remove } = world.commands;
const ann = await world.person('张三');
const bob = await world.person('李雷');

const customer = async (): Promise<string> => (await create.run(ann, 'customers', { name: `客户${Math.random()}` })).id;
const followUp = (id: string, values: object = {}) =>
  create.run(ann, 'followUps', { target: { module: 'customers', id }, content: '打了电话', ...values });

describe('a follow-up', () => {
  it('moves its customer on without making a new version, so that an open form can still be saved', async () => {
    const id = await customer();
    const { after } = await followUp(id, { nextContactAt: '2030-01-02T03:04:00Z' });
    const seen = await world.reader.get(ann, 'customers', id);
    expect(seen).toMatchObject({
      version: 1,
      lastFollowUpAt: after.createdAt,
      nextContactAt: '2030-01-02T03:04:00.000Z',
    });
    await update.run(ann, { module: 'customers', id }, { version: 1, remark: '仍可保存' });
  });

  it('settles a next contact that had come, and leaves one that is still to come', async () => {
    const due = await create.run(ann, 'customers', { name: '约好了', nextContactAt: '2020-01-02T03:04:00Z' });
    const later = await create.run(ann, 'customers', { name: '还没到', nextContactAt: '2100-01-02T03:04:00Z' });
    const contact = await create.run(ann, 'contacts', {
      name: '王总',
      customer: later.id,
      nextContactAt: '2020-01-02T03:04:00Z',
    });
    await followUp(due.id);
    await create.run(ann, 'followUps', { target: { module: 'contacts', id: contact.id }, content: '见了面' });
    const next = async (module: string, id: string) => (await world.reader.get(ann, module, id))['nextContactAt'];
    expect(await next('customers', due.id)).toBeNull();
    expect(await next('contacts', contact.id)).toBeNull();
    expect(await next('customers', later.id)).toBe('2100-01-02T03:04:00.000Z');
  });

  it('gives the customer the one before back when it is deleted', async () => {
    const id = await customer();
    const first = await followUp(id);
    const second = await followUp(id);
    await remove.run(ann, { module: 'followUps', id: second.id }, 1);
    expect(await world.reader.get(ann, 'customers', id)).toMatchObject({ lastFollowUpAt: first.after.createdAt });
  });

  it('loses none of several written at once', async () => {
    const id = await customer();
    const written = await Promise.all(Array.from({ length: 5 }, () => followUp(id)));
    const latest = written
      .map(({ after }) => after.createdAt)
      .sort()
      .at(-1);
    expect(await world.reader.get(ann, 'customers', id)).toMatchObject({ lastFollowUpAt: latest });
  });

  it('tells those whom it mentions, and not its writer', async () => {
    const id = await customer();
    await followUp(id, { mentions: [bob.userId, ann.userId] });
    const bell = await world.notifications.list(bob, { limit: 1 });
    expect(bell).toMatchObject({ unread: 1, items: [{ kind: 'mentioned', record: { module: 'customers', id } }] });
    expect((await world.notifications.list(ann, { limit: 1 })).items).toEqual([]);
  });

  it('is not written about a customer that its writer may not see', async () => {
    const { id } = await create.run(bob, 'customers', { name: '李雷的客户' });
    await expect(followUp(id)).rejects.toMatchObject({ status: 422, issues: [{ path: 'target', code: 'notFound' }] });
  });
});
