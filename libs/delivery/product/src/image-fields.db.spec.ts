import { beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@ruyi/engine/context';
import type { SignedIn } from '@ruyi/identity';
import { productWorld, type ProductWorld } from './testing/product-world.js';

interface Answered {
  readonly id: string;
  readonly version: number;
  readonly photos: readonly string[] | null;
  readonly code?: string;
  readonly errors?: readonly { readonly path: string; readonly code: string; readonly message: string }[];
}

describe('a field of images', () => {
  let world: ProductWorld;
  let admin: SignedIn;
  beforeAll(async () => {
    world = await productWorld();
    admin = await world.company();
  });

  const file = async (type: string): Promise<string> => {
    const id = newId();
    await world.db.ownerQuery(
      `insert into file (tenant_id, id, name, size, type, uploaded_by) values ($1, $2, '照片.jpg', 1, $3, $4)`,
      [admin.tenant.id, id, type, admin.user.id],
    );
    return id;
  };
  let customers = 0;
  const create = (values: object) => {
    customers += 1;
    const body = { name: `客户${customers}`, ...values };
    return world.call<Answered>(admin.accessToken, 'POST', '/records/customers', body);
  };
  const change = ({ id, version }: Answered, photos: readonly string[]) =>
    world.call<Answered>(admin.accessToken, 'PATCH', `/records/customers/${id}`, { version, photos });

  it.each(['text/csv; charset=utf-8', 'application/octet-stream', 'application/pdf'])('holds no %s', async (type) => {
    const [photo, other] = [await file('image/png'), await file(type)];
    const refused = await create({ photos: [photo, other] });
    expect(refused).toMatchObject({ status: 422, body: { code: 'invalidType' } });
    expect(refused.body.errors).toMatchObject([{ path: 'photos.1', code: 'invalidType', message: '该文件不是图片' }]);
    const made = await create({ photos: [photo], attachments: [other] });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    expect((await change(made.body, [other])).body.errors).toMatchObject([{ path: 'photos.0', code: 'invalidType' }]);
  });

  it('keeps what it holds from before', async () => {
    const [old, photo] = [await file('image/png'), await file('image/jpeg')];
    const made = await create({ photos: [old] });
    await world.db.ownerQuery(`update file set type = 'text/csv' where id = $1`, [old]);
    expect(await change(made.body, [photo, old])).toMatchObject({ status: 200, body: { photos: [photo, old] } });
  });
});
