import type { Option } from './field.js';

/** `['it', 'IT/互联网', 'IT & internet', '#rrggbb']` → an option. */
type Row = readonly [key: string, zh: string, en: string, color?: string];

const options = (rows: readonly Row[]): readonly Option[] =>
  rows.map(([key, zh, en, color]) => ({ key, label: { zh, en }, ...(color ? { color } : {}) }));

const GREY = '#8a8f98';
const RED = '#d93026';
const ORANGE = '#e37400';
const GREEN = '#188038';
const BLUE = '#1a73e8';
const TEAL = '#0b8a8a';

/** Lists that ship, used by several modules; each tenant shapes its own from them. */
export const INDUSTRIES = options([
  ['it', 'IT/互联网', 'IT & internet'],
  ['finance', '金融业', 'Finance'],
  ['realEstate', '房地产', 'Real estate'],
  ['businessServices', '商业服务', 'Business services'],
  ['logistics', '运输/物流', 'Transport & logistics'],
  ['manufacturing', '生产制造', 'Manufacturing'],
  ['trade', '批发/零售', 'Wholesale & retail'],
  ['machinery', '机械/设备', 'Machinery'],
  ['electronics', '电子/电器', 'Electronics'],
  ['chemicals', '化工/能源', 'Chemicals & energy'],
  ['construction', '建筑/建材', 'Construction'],
  ['medical', '医疗/医药', 'Medical'],
  ['automotive', '汽车', 'Automotive'],
  ['agriculture', '农林牧渔', 'Agriculture'],
  ['government', '政府', 'Government'],
  ['culture', '文化传媒', 'Culture & media'],
  ['education', '教育/培训', 'Education & training'],
  ['ecommerce', '电子商务', 'E-commerce'],
  ['foreignTrade', '对外贸易', 'Foreign trade'],
  ['tea', '茶叶', 'Tea'],
  ['jewellery', '珠宝', 'Jewellery'],
  ['clothing', '服装', 'Clothing'],
  ['travel', '旅游', 'Travel'],
  ['catering', '餐饮', 'Catering'],
  ['other', '其他', 'Other'],
]);

export const SOURCES = options([
  ['salesProspecting', '业务员开发', 'Sales prospecting'],
  ['referral', '转介绍', 'Referral'],
  ['staffReferral', '员工介绍', 'Staff referral'],
  ['returning', '老客户复购', 'Returning customer'],
  ['website', '公司网站', 'Website'],
  ['onlineSignUp', '线上注册', 'Online sign-up'],
  ['onlineInquiry', '线上询价', 'Online inquiry'],
  ['searchEngine', '搜索引擎', 'Search engine'],
  ['advertising', '广告', 'Advertising'],
  ['socialVideo', '抖音/小红书', 'Social video'],
  ['wechat', '微信/企业微信', 'WeChat'],
  ['ecommerce', '电商平台', 'E-commerce platform'],
  ['campaign', '市场活动', 'Campaign'],
  ['exhibition', '展会', 'Exhibition'],
  ['promotion', '促销', 'Promotion'],
  ['bookedVisit', '预约上门', 'Booked visit'],
  ['coldVisit', '陌拜', 'Cold visit'],
  ['telemarketing', '电话营销', 'Telemarketing'],
  ['phoneInquiry', '电话咨询', 'Phone inquiry'],
  ['mailInquiry', '邮件咨询', 'E-mail inquiry'],
  ['onlineMarketing', '网络营销', 'Online marketing'],
  ['publicMedia', '公开媒体', 'Public media'],
  ['partner', '合作伙伴', 'Partner'],
  ['other', '其他', 'Other'],
]);

export const CUSTOMER_KINDS = options([
  ['company', '企业', 'Company', BLUE],
  ['person', '个人', 'Person', TEAL],
]);

export const CUSTOMER_LEVELS = options([
  ['A', 'A 重点客户', 'A key', RED],
  ['B', 'B 普通客户', 'B ordinary', ORANGE],
  ['C', 'C 非优先客户', 'C non-priority', BLUE],
  ['D', 'D 无效客户', 'D invalid', GREY],
]);

export const CUSTOMER_TYPES = options([
  ['endCustomer', '终端客户', 'End customer'],
  ['dealer', '经销商', 'Dealer'],
  ['agent', '代理商', 'Agent'],
  ['partner', '合作伙伴', 'Partner'],
  ['peer', '同行', 'Peer'],
  ['other', '其他', 'Other'],
]);

export const COMPANY_NATURES = options([
  ['stateOwned', '国企', 'State-owned'],
  ['private', '民营', 'Private'],
  ['jointVenture', '合资', 'Joint venture'],
  ['foreign', '外资', 'Foreign-owned'],
]);

/** Yearly, in CNY; each from its lower bound up to, not including, its upper one. */
export const ANNUAL_REVENUES = options([
  ['lt1m', '100万以下', 'Under 1 million'],
  ['1m5m', '100–500万', '1–5 million'],
  ['5m20m', '500–2000万', '5–20 million'],
  ['20m100m', '2000万–1亿', '20–100 million'],
  ['100m1b', '1–10亿', '100 million–1 billion'],
  ['gt1b', '10亿以上', 'Over 1 billion'],
]);

export const HEADCOUNTS = options([
  ['1to9', '1–9人', '1–9'],
  ['10to49', '10–49人', '10–49'],
  ['50to199', '50–199人', '50–199'],
  ['200to499', '200–499人', '200–499'],
  ['500to999', '500–999人', '500–999'],
  ['1000plus', '1000人以上', '1,000 and more'],
]);

export const DEAL_STATES = options([
  ['none', '未成交', 'No deal', GREY],
  ['won', '已成交', 'Deal made', GREEN],
]);

export const LIFECYCLE_STAGES = options([
  ['unidentified', '待识别', 'Unidentified', GREY],
  ['potential', '潜在', 'Potential', BLUE],
  ['opportunity', '销售机会', 'Sales opportunity', ORANGE],
  ['ordering', '订单客户', 'Ordering customer', GREEN],
  ['user', '用户', 'User', TEAL],
]);

export const PAYMENT_TERMS = options([
  ['cash', '现结', 'Cash'],
  ['prepaid', '预付', 'Prepaid'],
  ['onDelivery', '货到付款', 'On delivery'],
  ['monthly', '月结', 'Monthly'],
]);

/** Channels by which somebody may have asked not to be contacted. */
export const CONTACT_CHANNELS = options([
  ['mail', '邮件', 'E-mail'],
  ['sms', '短信', 'SMS'],
  ['phone', '电话', 'Phone'],
  ['wechat', '微信', 'WeChat'],
]);

export const SALUTATIONS = options([
  ['mr', '先生', 'Mr'],
  ['ms', '女士', 'Ms'],
]);

export const FOLLOW_UP_MEANS = options([
  ['call', '打电话', 'Call', BLUE],
  ['incomingCall', '来电', 'Incoming call', BLUE],
  ['mail', '发邮件', 'E-mail', TEAL],
  ['sms', '发短信', 'SMS', TEAL],
  ['wechat', '微信', 'WeChat', GREEN],
  ['wecom', '企业微信', 'WeCom', GREEN],
  ['qq', 'QQ', 'QQ', GREEN],
  ['fax', '传真', 'Fax', GREY],
  ['visit', '见面拜访', 'Visit', ORANGE],
  ['incomingVisit', '来访', 'Incoming visit', ORANGE],
  ['event', '活动', 'Event', ORANGE],
]);
