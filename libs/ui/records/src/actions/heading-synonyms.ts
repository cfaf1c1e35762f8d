import type { ImportLook } from '@ruyi/ui/data-access';

type Synonyms = Readonly<Record<string, readonly string[]>>;

/** What lists from elsewhere call a field, by its key. */
const EVERYWHERE: Synonyms = {
  region: ['地区', '区域', '所在地区', '所在地', '省市', '省市区', '省份', '城市', 'area', 'city', 'province'],
  industry: ['行业', '所属行业', '行业类别'],
  ownerId: [
    '业务员',
    '销售',
    '销售员',
    '销售人员',
    '跟进人',
    '客户经理',
    '所属人',
    'sales',
    'salesperson',
    'sales rep',
  ],
  level: ['级别', '等级', '客户等级'],
  source: ['来源', '客户来源', '信息来源'],
  mobile: ['手机号', '手机号码', '联系手机', '移动电话', 'mobile number', 'mobile phone', 'cell phone'],
  telephone: ['座机', '固话', '固定电话', '办公电话', '公司电话', 'landline', 'office phone'],
  email: ['电子邮箱', '电子邮件', '邮箱地址', '邮件', 'mail', 'email', 'email address', 'e-mail address'],
  wechat: ['微信号', '联系微信'],
  address: ['详细地址', '公司地址', '联系地址', '单位地址', '通讯地址'],
  website: ['网站', '公司网址', '官网', 'web site', 'homepage'],
  remark: ['备注信息', '说明', 'remarks', 'note', 'notes', 'comment', 'comments'],
  creditCode: ['信用代码', '社会信用代码', '税号'],
};

const COMPANY = ['单位名称', '公司名称', '企业名称', '客户', '客户名', '公司', '单位', 'company', 'company name'];

const OF_MODULE: Readonly<Record<string, Synonyms>> = {
  customers: { name: [...COMPANY, '客户姓名', 'customer', 'customer name', 'account', 'account name'] },
  contacts: {
    name: ['联系人', '联系人姓名', '名字', 'contact', 'contact name', 'full name'],
    customer: [...COMPANY, '客户名称', '所属客户', '所属公司', 'customer', 'customer name'],
    post: ['职位', '岗位', 'title', 'job title', 'position'],
  },
};

/** Headings that say mobile in one list and landline in another: the numbers below tell. */
const NUMBERS = ['电话', '电话号码', '联系电话', '联系方式', 'phone', 'phone number', 'tel'];
const MOBILE = /^(?:\+?86)?1[3-9]\d{9}$/;

/**
 * Which column is which field: what the server knows by name, and of the other headings those that are another word for a
 * field that is still free.
 */
export function suggestedMapping(look: ImportLook, module: string): Readonly<Record<string, string>> {
  const mapping: Record<string, string> = { ...look.mapping };
  const free = new Set(look.fields);
  for (const key of Object.values(mapping)) free.delete(key);
  const words = { ...EVERYWHERE, ...OF_MODULE[module] };
  for (const [index, heading] of look.headings.entries()) {
    if (heading === '' || mapping[heading] !== undefined) continue;
    const name = folded(heading);
    const key = NUMBERS.includes(name)
      ? kindOfNumbers(look, index)
      : Object.keys(words).find((each) => words[each]?.includes(name));
    if (key === undefined || !free.delete(key)) continue;
    mapping[heading] = key;
  }
  return mapping;
}

function kindOfNumbers({ rows }: ImportLook, column: number): 'mobile' | 'telephone' {
  const numbers = rows.flatMap((row) => row[column] ?? []).map((number) => number.replace(/[\s-]/g, ''));
  return numbers.every((number) => MOBILE.test(number)) ? 'mobile' : 'telephone';
}

/** `地区 *`, `地区（必填）` and `地区：` are 地区. */
function folded(heading: string): string {
  return heading
    .normalize('NFKC')
    .replace(/\((?:必填|required)\)|[*:]/gi, '')
    .trim()
    .toLowerCase();
}
