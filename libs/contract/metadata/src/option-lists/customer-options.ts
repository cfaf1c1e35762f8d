import { GREY, optionRows } from './option-rows.js';

/** 客户类别: a company is checked for duplicates by its name, a person by mobile. */
export const customerKinds = optionRows([
  ['company', '企业', 'Company', '#1565c0'],
  ['person', '个人', 'Person', '#2e7d32'],
]);

/** 客户行业. */
export const industries = optionRows([
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
  ['media', '文化传媒', 'Culture & media'],
  ['education', '教育/培训', 'Education & training'],
  ['ecommerce', '电子商务', 'E-commerce'],
  ['foreignTrade', '对外贸易', 'Foreign trade'],
  ['tea', '茶叶', 'Tea'],
  ['jewellery', '珠宝', 'Jewellery'],
  ['clothing', '服装', 'Clothing'],
  ['travel', '旅游', 'Travel'],
  ['catering', '餐饮', 'Catering'],
  ['other', '其他', 'Other', GREY],
]);

/** 客户信息来源. */
export const sources = optionRows([
  ['prospecting', '业务员开发', 'Sales prospecting'],
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
  ['ecommercePlatform', '电商平台', 'E-commerce platform'],
  ['campaign', '市场活动', 'Campaign'],
  ['exhibition', '展会', 'Exhibition'],
  ['promotion', '促销', 'Promotion'],
  ['bookedVisit', '预约上门', 'Booked visit'],
  ['coldVisit', '陌拜', 'Cold visit'],
  ['telemarketing', '电话营销', 'Telemarketing'],
  ['phoneInquiry', '电话咨询', 'Phone inquiry'],
  ['emailInquiry', '邮件咨询', 'E-mail inquiry'],
  ['onlineMarketing', '网络营销', 'Online marketing'],
  ['publicMedia', '公开媒体', 'Public media'],
  ['partner', '合作伙伴', 'Partner'],
  ['other', '其他', 'Other', GREY],
]);

/** 客户级别. */
export const levels = optionRows([
  ['A', 'A 重点客户', 'A Key', '#c62828'],
  ['B', 'B 普通客户', 'B Ordinary', '#1565c0'],
  ['C', 'C 非优先客户', 'C Non-priority', '#00838f'],
  ['D', 'D 无效客户', 'D Invalid', GREY],
]);

/** 公司性质. */
export const natures = optionRows([
  ['stateOwned', '国企', 'State-owned'],
  ['private', '民营', 'Private'],
  ['jointVenture', '合资', 'Joint venture'],
  ['foreignOwned', '外资', 'Foreign-owned'],
]);

/** 客户类型. */
export const customerTypes = optionRows([
  ['endCustomer', '终端客户', 'End customer'],
  ['dealer', '经销商', 'Dealer'],
  ['agent', '代理商', 'Agent'],
  ['partner', '合作伙伴', 'Partner'],
  ['peer', '同行', 'Peer'],
  ['other', '其他', 'Other', GREY],
]);

/** 年营业额, half-open: the lower bound belongs to the range. */
export const annualRevenues = optionRows([
  ['under1m', '100万以下', 'Under ¥1 million'],
  ['from1mTo5m', '100–500万', '¥1–5 million'],
  ['from5mTo20m', '500–2000万', '¥5–20 million'],
  ['from20mTo100m', '2000万–1亿', '¥20–100 million'],
  ['from100mTo1b', '1–10亿', '¥100 million – 1 billion'],
  ['from1b', '10亿以上', '¥1 billion and more'],
]);

/** 员工数. */
export const headcounts = optionRows([
  ['from1', '1–9人', '1–9'],
  ['from10', '10–49人', '10–49'],
  ['from50', '50–199人', '50–199'],
  ['from200', '200–499人', '200–499'],
  ['from500', '500–999人', '500–999'],
  ['from1000', '1000人以上', '1,000 and more'],
]);

/** 成交状态. */
export const dealStates = optionRows([
  ['open', '未成交', 'No deal yet', GREY],
  ['deal', '已成交', 'Deal', '#2e7d32'],
]);

/** 生命周期, moved by events. */
export const lifecycles = optionRows([
  ['unqualified', '待识别', 'To be qualified', GREY],
  ['potential', '潜在', 'Potential', '#00838f'],
  ['opportunity', '销售机会', 'Sales opportunity', '#ef6c00'],
  ['ordering', '订单客户', 'Ordering customer', '#1565c0'],
  ['active', '用户', 'User', '#2e7d32'],
]);

/** 结算方式. */
export const paymentTerms = optionRows([
  ['immediate', '现结', 'Immediate payment'],
  ['prepaid', '预付', 'Prepaid'],
  ['onDelivery', '货到付款', 'Cash on delivery'],
  ['monthly', '月结', 'Monthly settlement'],
]);
