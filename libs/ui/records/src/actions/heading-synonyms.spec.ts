import type { ImportLook } from '@ruyi/ui/data-access';
import { describe, expect, it } from 'vitest';
import { suggestedMapping } from './heading-synonyms.js';

const FIELDS = ['name', 'customer', 'mobile', 'telephone', 'region', 'industry', 'ownerId', 'remark'];

function aLook(headings: readonly string[], row: readonly string[] = [], mapping = {}): ImportLook {
  return { headings, rows: [row], total: 1, mapping, fields: FIELDS, matchable: [] };
}

describe('the suggested columns', () => {
  it('know the words of lists from elsewhere', () => {
    expect(suggestedMapping(aLook(['单位名称 *', '地区：', '行业', '业务员', '随便']), 'customers')).toEqual({
      '单位名称 *': 'name',
      '地区：': 'region',
      行业: 'industry',
      业务员: 'ownerId',
    });
    expect(suggestedMapping(aLook(['公司名称', '联系人']), 'contacts')).toEqual({
      公司名称: 'customer',
      联系人: 'name',
    });
  });

  it('tell mobiles and landlines by the numbers', () => {
    expect(suggestedMapping(aLook(['联系电话'], ['+86 138-0571-0001']), 'customers')).toEqual({ 联系电话: 'mobile' });
    expect(suggestedMapping(aLook(['联系电话'], ['0571-87654321']), 'customers')).toEqual({ 联系电话: 'telephone' });
  });

  it('take no field that a column has by its name, nor one twice', () => {
    const look = aLook(['公司', '企业名称', '客户名称'], [], { 客户名称: 'name' });
    expect(suggestedMapping(look, 'customers')).toEqual({ 客户名称: 'name' });
    expect(suggestedMapping(aLook(['公司', '企业名称']), 'customers')).toEqual({ 公司: 'name' });
  });

  it('offer no field that may not be imported', () => {
    expect(suggestedMapping({ ...aLook(['业务员']), fields: ['name'] }, 'customers')).toEqual({});
  });
});
