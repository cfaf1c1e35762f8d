import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, launch, signUp, visitor, type Visitor } from './browser.js';

describe.runIf(chromiumPath !== null).each([
  ['at a desk', false],
  ['on a phone', true],
] as const)('a company shapes its customers and works with them, %s', (_where, phone) => {
  let browser: Browser;
  let admin: Visitor;

  beforeAll(async () => {
    browser = await launch();
    admin = await visitor(browser, { phone });
    await signUp(admin, '义乌小桔电子商务商行', '桔子');
  });

  afterAll(() => browser.close());

  /** On a phone palette and settings cover the form in turn. */
  const takeKind = async (kind: string): Promise<void> => {
    const { page } = admin;
    if (phone) await page.getByRole('button', { name: '添加字段' }).click();
    await page.locator('.kinds').getByRole('button', { name: kind, exact: true }).click();
  };
  const closeSettings = async (): Promise<void> => {
    if (phone) await admin.page.getByRole('button', { name: '关闭' }).click();
  };
  const rows = (): Locator => admin.page.locator(phone ? 'ry-record-cards article' : 'tbody tr');

  it('adds a select with four options and a number, both fast to filter, on the form', async () => {
    const { page } = admin;
    await page.goto('/settings/fields');
    await takeKind('单选');
    const settings = page.getByRole('complementary', { name: '设置' });
    await settings.getByRole('textbox', { name: /^名称/ }).fill('客户来源渠道');
    for (const [index, name] of ['抖音', '微信', '展会', '电话'].entries()) {
      if (index > 1) await settings.getByRole('button', { name: '添加选项' }).click();
      await settings.getByRole('textbox', { name: '选项名称' }).nth(index).fill(name);
    }
    await settings.getByRole('switch', { name: /快速筛选和排序/ }).click();
    await closeSettings();
    // One field is one change, though it stands on the form and on the detail page.
    if (!phone) await page.getByRole('button', { name: '保存（1 处改动）' }).waitFor();
    await takeKind('数字');
    await settings.getByRole('textbox', { name: /^名称/ }).fill('年采购预算');
    await settings.getByRole('switch', { name: /快速筛选和排序/ }).click();
    await closeSettings();
    await page.getByRole('button', { name: /^保存/ }).click();
    if (!phone) await page.getByText('2 / 500').waitFor();
    await page.getByText('已保存').first().waitFor();
    // The word of it hides no row: it stands low, and at a desk on the left, beside the page numbers of a list.
    const toast = await page.locator('.ry-toast').boundingBox();
    expect(toast?.y).toBeGreaterThan(phone ? 600 : 820);
    if (!phone) expect((toast?.x ?? 1440) + (toast?.width ?? 0)).toBeLessThan(800);
  });

  it('creates customers by hand, with the new fields', async () => {
    const { page } = admin;
    for (const [name, channel, budget] of [
      ['杭州云栖茶业有限公司', '抖音', '300'],
      ['宁波海曙外贸集团股份有限公司', '展会', '100'],
      ['绍兴柯桥锦绣服装厂', '抖音', '200'],
    ] as const) {
      await page.goto('/m/customers/new');
      await page.getByLabel('客户名称').fill(name);
      await page.getByLabel('客户来源渠道').click();
      await page.getByRole('option', { name: channel }).click();
      await page.getByLabel('年采购预算').fill(budget);
      await page.getByRole('button', { name: '保存', exact: true }).click();
      await page.getByRole('heading', { name }).first().waitFor();
    }
  });

  it('puts the fields on the list, sorts by the number and filters by the select', async () => {
    const { page } = admin;
    await page.goto('/m/customers');
    await page.getByRole('button', { name: phone ? '排序和显示' : '列设置' }).click();
    for (const column of ['客户来源渠道', '年采购预算']) await page.getByRole('checkbox', { name: column }).check();
    await page.getByRole('button', { name: '确定' }).click();
    if (phone) {
      await page.getByRole('button', { name: '排序和显示' }).click();
      await page.getByLabel('排序', { exact: true }).selectOption({ label: '年采购预算' });
      await page.getByRole('button', { name: '关闭' }).click();
    } else {
      await page.getByRole('columnheader', { name: /年采购预算/ }).click();
    }
    await rows().filter({ hasText: '杭州' }).getByText('300').waitFor();
    const names = async (): Promise<string> =>
      (await rows().allInnerTexts()).map((row) => /杭州|宁波|绍兴/.exec(row)?.[0] ?? '').join(' ');
    await expect.poll(names, { timeout: 15_000 }).toMatch(/^(宁波 绍兴 杭州|杭州 绍兴 宁波)$/);
    await page.getByRole('button', { name: '筛选' }).click();
    const panel = page.locator('ry-filter-panel');
    await panel.getByLabel('字段', { exact: true }).selectOption({ label: '客户来源渠道' });
    await panel.getByLabel('条件', { exact: true }).selectOption({ label: '属于' });
    await panel.getByRole('combobox', { name: '客户来源渠道' }).click();
    await page.getByRole('option', { name: '抖音' }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '应用' }).click();
    await expect.poll(names, { timeout: 15_000 }).toMatch(/^(绍兴 杭州|杭州 绍兴)$/);
    // The list's state is in its address: it survives a reload and can be passed on.
    await page.reload();
    await expect.poll(names, { timeout: 15_000 }).toMatch(/^(绍兴 杭州|杭州 绍兴)$/);
  });

  it('saves what the list shows as a view, renames it and gives it other conditions', async () => {
    const { page } = admin;
    await page.getByRole('button', { name: phone ? '筛选' : '＋ 筛选', exact: true }).click();
    await page.getByRole('button', { name: '存为视图' }).click();
    await page.getByRole('dialog').getByLabel('视图名称').fill('抖音来的');
    await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
    const tab = (name: string): Locator => page.getByRole('navigation').getByRole('button', { name, exact: true });
    await tab('抖音来的').waitFor();
    await expect.poll(() => rows().count()).toBe(2);
    const menu = async (item: RegExp): Promise<void> => {
      await tab('更多视图').click();
      await page.getByRole('menuitem', { name: item }).click();
    };
    await menu(/重命名/);
    await page.getByRole('dialog').getByLabel('视图名称').fill('抖音客户');
    await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
    await tab('抖音客户').waitFor();
    const address = new URL(page.url());
    address.searchParams.set('filter', JSON.stringify({ field: 'name', op: 'contains', value: '绍兴' }));
    await page.goto(address.pathname + address.search);
    await expect.poll(() => rows().count()).toBe(1);
    await menu(/存到「抖音客户」/);
    await page.getByText('已更新视图').waitFor();
    await page.goto(`${address.pathname}?view=${address.searchParams.get('view') ?? ''}`);
    await expect.poll(() => rows().count()).toBe(1);
  });

  it('shows a field only while another says so, and requires it then', async () => {
    const { page } = admin;
    await page.goto('/settings/fields');
    await page
      .getByRole('button', { name: /年采购预算/ })
      .first()
      .click();
    const settings = page.getByRole('complementary', { name: '设置' });
    await settings.getByRole('switch', { name: '必填' }).click();
    await settings.getByRole('button', { name: /什么时候显示/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('字段', { exact: true }).selectOption({ label: '客户来源渠道' });
    await dialog.getByRole('combobox', { name: '客户来源渠道' }).click();
    await page.getByRole('option', { name: '展会' }).click();
    await page.keyboard.press('Escape');
    await dialog.getByRole('button', { name: '确定' }).click();
    await settings.getByText(/客户来源渠道.*展会/).waitFor();
    await closeSettings();
    await page.getByRole('button', { name: /^保存/ }).click();
    await page.getByText('已保存').first().waitFor();

    await page.goto('/m/customers/new');
    await page.getByLabel('客户名称').fill('湖州南浔木业有限公司');
    const budget = page.getByLabel('年采购预算');
    expect(await budget.count()).toBe(0);
    await page.getByLabel('客户来源渠道').click();
    await page.getByRole('option', { name: '展会' }).click();
    await budget.waitFor();
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByRole('alert').getByText('必填').or(page.getByText('请填写')).first().waitFor();
    await budget.fill('80');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByRole('heading', { name: '湖州南浔木业有限公司' }).first().waitFor();
  });

  it('asks for a text when one option is chosen, and takes a field away for good', async () => {
    const { page } = admin;
    await page.goto('/settings/fields');
    await page
      .getByRole('button', { name: /客户来源渠道/ })
      .first()
      .click();
    const settings = page.getByRole('complementary', { name: '设置' });
    await settings.getByRole('button', { name: '「电话」的更多操作' }).click();
    await page.getByRole('menuitem', { name: '选它时填写说明' }).click();
    await settings
      .getByText(/客户来源渠道.*电话/)
      .first()
      .waitFor();
    await closeSettings();
    await page.getByRole('button', { name: /^保存/ }).click();
    await page.getByText('已保存').first().waitFor();

    await page.goto('/m/customers/new');
    await page.getByLabel('客户名称').fill('台州椒江缝纫机有限公司');
    await page.getByLabel('客户来源渠道', { exact: true }).click();
    await page.getByRole('option', { name: '电话' }).click();
    await page.getByLabel('客户来源渠道：电话').fill('114 查号');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByRole('heading', { name: '台州椒江缝纫机有限公司' }).first().waitFor();
    await page.getByRole('tab', { name: '资料' }).click();
    await page.getByText('114 查号').first().waitFor();

    await page.goto('/settings/fields');
    await page
      .getByRole('button', { name: /客户来源渠道：电话/ })
      .first()
      .click();
    await settings.getByRole('button', { name: '停用字段' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: '停用字段' }).click();
    if (phone) await page.getByRole('button', { name: '添加字段' }).click();
    await page.getByRole('button', { name: '客户来源渠道：电话', exact: true }).click();
    await settings.getByRole('button', { name: '彻底删除' }).click();
    await page.getByRole('alertdialog').getByText('1 条记录').waitFor();
    await page.getByRole('alertdialog').getByRole('button', { name: '彻底删除' }).click();
    await page.getByText('「客户来源渠道：电话」已彻底删除').waitFor();
    expect(await page.getByRole('button', { name: '客户来源渠道：电话', exact: true }).count()).toBe(0);
  });

  it('leaves no error behind', () => expect(admin.errors).toEqual([]));
});
