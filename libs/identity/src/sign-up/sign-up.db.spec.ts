import { beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '@ruyi/contract/errors';
import { CLIENT, identityForTests, PASSWORD, type IdentityForTests } from '../testing/identity-for-tests.js';

describe('signing a company up', () => {
  let t: IdentityForTests;
  const bootstrapped: string[] = [];
  let refuse = false;
  beforeAll(async () => {
    t = await identityForTests({
      bootstraps: [
        {
          async bootstrap(ctx, tx) {
            const users = await tx.query<{ name: string }>({
              text: 'select name from app_user where id = $1',
              values: [ctx.userId],
            });
            bootstrapped.push(users[0]?.name ?? '');
            if (refuse) throw new AppError(503, 'internal');
          },
        },
      ],
    });
  });

  it('takes under 60 rows, and lets other libraries add theirs', async () => {
    const { tenant } = await t.company();
    expect(bootstrapped.at(-1)).toBe('王芳');
    const tables = await t.db.ownerQuery<{ name: string }>(
      `select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'tenant_id'`,
    );
    let rows = 1;
    for (const { name } of tables) {
      const [count] = await t.db.ownerQuery<{ count: number }>(
        `select count(*)::int as count from "${name}" where tenant_id = $1`,
        [tenant.id],
      );
      rows += count?.count ?? 0;
    }
    expect(rows).toBeGreaterThan(5);
    expect(rows).toBeLessThan(60);
  });

  it('leaves nothing when a library fails', async () => {
    refuse = true;
    await expect(
      t.identity.signUp.run({ companyName: '半途', name: '甲', email: 'half@example.com', password: PASSWORD }, CLIENT),
    ).rejects.toMatchObject({ status: 503 });
    refuse = false;
    expect(
      await t.db.ownerQuery(
        `select 1 from account where email = 'half@example.com' union all select 1 from tenant where name = '半途'`,
      ),
    ).toEqual([]);
  });

  it('makes a second company for the same person only with the password', async () => {
    const { email } = await t.company();
    const again = { companyName: '第二家', name: '王芳', email };
    await expect(t.identity.signUp.run({ ...again, password: 'Another password' }, CLIENT)).rejects.toMatchObject({
      status: 409,
      code: 'notUnique',
      issues: [{ path: 'email' }],
    });
    await t.identity.signUp.run({ ...again, password: PASSWORD }, CLIENT);
    const login = await t.identity.logIn.run({ login: email.toUpperCase(), password: PASSWORD }, CLIENT);
    expect(login).toEqual({
      choose: [expect.objectContaining({ name: '如意贸易' }), expect.objectContaining({ name: '第二家' })],
    });
  });

  it('gives one account to two sign-ups at the same moment', async () => {
    const command = { companyName: '同时', name: '乙', mobile: '13600000001', password: PASSWORD };
    const results = await Promise.allSettled([1, 2, 3].map(() => t.identity.signUp.run(command, CLIENT)));
    const failures = results.filter((each) => each.status === 'rejected').map((each) => each.reason as AppError);
    expect(results.length - failures.length).toBeGreaterThan(0);
    expect(failures.every((each) => each.status === 409 && each.issues[0]?.path === 'mobile')).toBe(true);
    expect(await t.db.ownerQuery(`select id from account where mobile = '13600000001'`)).toHaveLength(1);
  });
});
