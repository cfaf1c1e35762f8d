import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadRegions } from './load-regions.js';
import { parseAddress } from './parse-address.js';
import type { RegionTree } from './region-tree.js';

let tree: RegionTree;
beforeAll(async () => {
  tree = await loadRegions();
});

describe('regions', () => {
  it.each([
    ['110105', '北京市 朝阳区'],
    ['440106', '广东省 广州市 天河区'],
    ['469002', '海南省 琼海市'],
    ['441900121', '广东省 东莞市 虎门镇'],
    ['460400100', '海南省 儋州市 那大镇'],
    ['620201100', '甘肃省 嘉峪关市 新城镇'],
    ['810001', '香港特别行政区 中西区'],
    ['820001', '澳门特别行政区 花地玛堂区'],
    ['710100', '台湾省 台北市'],
    ['330103', '浙江省 杭州市 下城区'],
  ])('%s is %s', (code, name) => {
    expect(tree.displayName(code)).toBe(name);
  });

  it('has 34 provinces, and no level that people do not name', () => {
    expect(tree.children(null)).toHaveLength(34);
    expect(tree.children('110000').map(({ name }) => name)).toContain('朝阳区');
    expect(tree.children('440000')).toHaveLength(21);
    expect(tree.children('420000').map(({ name }) => name)).toContain('仙桃市');
    expect(tree.children('441900').length).toBeGreaterThan(30);
    expect([...tree.all()].filter(({ name }) => /市辖区|直辖/.test(name)).map(({ code }) => code)).toEqual(['620201']);
    expect(tree.displayName('999999')).toBeUndefined();
  });

  it('keeps former codes valid without offering them', () => {
    expect(tree.has('110103')).toBe(true);
    expect(tree.children('110000').map(({ name }) => name)).not.toContain('崇文区');
    expect(tree.search('崇文')).toEqual([]);
  });

  it('leads from every region to its province', () => {
    for (const { code } of tree.all()) {
      expect(tree.path(code)[0], code).toBe(`${code.slice(0, 2)}0000`);
      expect(tree.path(code).at(-1)).toBe(code);
    }
  });

  it.each([
    ['深圳', '440300'],
    ['广东 南山', '440305'],
    ['内蒙古', '150000'],
    ['恩施', '422800'],
    ['虎门', '441900121'],
    ['朝阳区', '110105'],
  ])('finds %s', (words, code) => {
    expect(tree.search(words)[0]?.code).toBe(code);
  });
});

describe('a pasted address', () => {
  it.each([
    ['北京市朝阳区建国路88号', '110105', '建国路88号'],
    ['北京市北京市朝阳区建国路88号', '110105', '建国路88号'],
    ['重庆市市辖区渝中区解放碑', '500103', '解放碑'],
    ['中国广东省深圳市南山区科技园', '440305', '科技园'],
    ['广东 深圳 南山 科技园', '440305', '科技园'],
    ['广东省，深圳市，南山区，科技园', '440305', '科技园'],
    ['深圳市南山区科技园', '440305', '科技园'],
    ['广东省天河区体育西路', '440106', '体育西路'],
    ['吉林市船营区', '220204', ''],
    ['东莞市虎门镇人民路', '441900121', '人民路'],
    ['海南省琼海市嘉积镇', '469002', '嘉积镇'],
    ['香港特别行政区中西区皇后大道', '810001', '皇后大道'],
    ['上海南京路1号', '310000', '南京路1号'],
    ['南京路1号', null, '南京路1号'],
    ['北京东路2号', null, '北京东路2号'],
    ['朝阳区建国路', null, '朝阳区建国路'],
    ['内蒙古呼和浩特市新城区', '150102', ''],
    ['新疆乌鲁木齐天山区', '650102', ''],
    ['浙江省杭州市下城区体育场路', '330103', '体育场路'],
    ['Some Street 5', null, 'Some Street 5'],
    ['', null, ''],
  ])('%s', (text, region, detail) => {
    expect(parseAddress(tree, text)).toEqual({ region, detail });
  });

  it('is taken apart again from its display name, and anything else never throws', () => {
    const codes = [...tree.all()].filter(({ code }) => !tree.isFormer(code)).map(({ code }) => code);
    fc.assert(
      fc.property(fc.constantFrom(...codes), fc.string(), (code, text) => {
        const parsed = parseAddress(tree, `${tree.displayName(code)?.replaceAll(' ', '')}@1号`);
        expect(tree.displayName(parsed.region ?? '')).toBe(tree.displayName(code));
        parseAddress(tree, text);
      }),
      { numRuns: 300 },
    );
  });
});
