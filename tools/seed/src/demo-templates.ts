/** In the order in which they are made; the last one says that the company is complete. */
export const DEMO_TEMPLATES = [
  {
    channel: 'sms',
    module: 'customers',
    name: '中秋问候',
    body: '尊敬的{{name}}，中秋将至，云启贸易祝您阖家团圆。您的客户经理{{ownerId}}',
    smsKind: 'notice',
  },
  {
    channel: 'sms',
    module: 'customers',
    name: '秋茶上新',
    body: '{{name}}您好，云启贸易秋茶已上架，老客户本月九五折，欢迎来电选样。',
    smsKind: 'marketing',
  },
  {
    channel: 'mail',
    module: 'customers',
    name: '新品目录',
    subject: '{{name}}：云启贸易新品目录',
    body: '<p>{{name}}，您好：</p><p>本季新品目录已更新，欢迎来电索样。</p><p>您的客户经理：{{ownerId}}</p><p>杭州云启贸易有限公司</p>',
    mailKind: 'marketing',
  },
  {
    channel: 'sms',
    module: 'contacts',
    name: '样品寄出',
    body: '{{name}}您好，您要的样品已寄出，请注意查收。',
    smsKind: 'notice',
  },
] as const;
