import { GREY, optionRows } from './option-rows.js';

/** 称谓. */
export const salutations = optionRows([
  ['mr', '先生', 'Mr'],
  ['ms', '女士', 'Ms', '#ad1457'],
]);

/** 首选沟通方式. */
export const preferredChannels = optionRows([
  ['mobile', '手机', 'Mobile'],
  ['telephone', '电话', 'Telephone'],
  ['sms', '短信', 'SMS'],
  ['email', '邮件', 'E-mail'],
  ['wechat', '微信', 'WeChat'],
  ['wecom', '企业微信', 'WeCom'],
  ['qq', 'QQ', 'QQ'],
  ['visit', '拜访', 'Visit'],
]);

/** 免打扰: channels by which a customer or contact does not want to hear from us. */
export const doNotContactChannels = optionRows([
  ['phone', '电话', 'Phone', GREY],
  ['sms', '短信', 'SMS', GREY],
  ['mail', '邮件', 'E-mail', GREY],
]);

/** 沟通方式 of a follow-up. */
export const followUpMeans = optionRows([
  ['call', '打电话', 'Call'],
  ['incomingCall', '来电', 'Incoming call'],
  ['mail', '发邮件', 'E-mail'],
  ['sms', '发短信', 'SMS'],
  ['wechat', '微信', 'WeChat'],
  ['wecom', '企业微信', 'WeCom'],
  ['qq', 'QQ', 'QQ'],
  ['fax', '传真', 'Fax'],
  ['visit', '见面拜访', 'Visit'],
  ['visitor', '来访', 'Visitor'],
  ['event', '活动', 'Event'],
]);
