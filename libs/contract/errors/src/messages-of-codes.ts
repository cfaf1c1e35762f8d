import type { Message } from './message.js';
import type { ErrorCode } from './problem.js';

/** What each code says where nothing more exact is known. */
export const MESSAGES_OF_CODES = {
  malformed: { zh: '请求格式不正确', en: 'The request is malformed' },
  unknownKey: { zh: '不认识的参数', en: 'Unknown key' },
  unknownField: { zh: '字段不存在[：{field}]', en: 'There is no such field[: {field}]' },
  required: { zh: '必填', en: 'Required' },
  invalidType: { zh: '数据类型不正确', en: 'Wrong type of value' },
  outOfRange: { zh: '超出允许的范围[（{min} 到 {max}）]', en: 'Out of range[ ({min} to {max})]' },
  tooLong: { zh: '内容过长[，最多 {max} 个字符]', en: 'Too long[: at most {max} characters]' },
  patternMismatch: { zh: '格式不正确', en: 'Wrong format' },
  unknownOption: { zh: '不是可选的值', en: 'Not one of the options' },
  notUnique: { zh: '已存在，不能重复', en: 'Exists already and has to be unique' },
  notFound: { zh: '不存在，或您无权查看', en: 'Does not exist, or you may not see it' },
  notAllowed: { zh: '您没有权限执行此操作', en: 'You are not allowed to do this' },
  versionConflict: {
    zh: '记录已被他人修改，请刷新后重试',
    en: 'Somebody else has changed this record: reload and try again',
  },
  versionRequired: { zh: '缺少版本号 version', en: 'The version is missing' },
  alreadyClaimed: { zh: '该客户已被他人领取', en: 'Somebody else has already claimed this one' },
  claimLimit: { zh: '已达到领取上限[（{max}）]', en: 'The claim limit is reached[ ({max})]' },
  holdingLimit: { zh: '已达到客户持有上限[（{max}）]', en: 'The holding limit is reached[ ({max})]' },
  formerOwner: {
    zh: '前负责人在限定期内不能再次领取[（{days} 天）]',
    en: 'The former owner may not claim this again yet[ ({days} days)]',
  },
  tooManyRequests: { zh: '操作过于频繁，请稍后再试', en: 'Too many requests: try again later' },
  tooLarge: { zh: '内容过大[，上限为 {max}]', en: 'Too large[: the limit is {max}]' },
  limitReached: { zh: '已达到上限[（{max}）]', en: 'The limit is reached[ ({max})]' },
  idempotencyMismatch: {
    zh: 'Idempotency-Key 已用于另一个内容不同的请求',
    en: 'This Idempotency-Key was used for a request with another body',
  },
  answerLost: {
    zh: '相同的请求已经完成，但结果未能保存，请查看数据',
    en: 'The same request was done, but its answer was lost: look at the data',
  },
  unauthenticated: { zh: '请先登录', en: 'Please sign in' },
  internal: { zh: '服务器出错了，请稍后再试', en: 'Something went wrong on our side: try again later' },
  inUse: { zh: '正在使用，不能删除[（{count} 处）]', en: 'In use, cannot be removed[ ({count})]' },
  notConfigured: { zh: '尚未配置', en: 'Not set up yet' },
  expired: { zh: '已过期', en: 'Expired' },
  conflict: { zh: '与当前状态冲突', en: 'This conflicts with the present state' },
  invalid: { zh: '数据不正确', en: 'Not valid' },
  secondFactorRequired: {
    zh: '本企业要求两步验证，请先设置',
    en: 'This company asks for two-step verification: set it up first',
  },
} as const satisfies Readonly<Record<ErrorCode, Message>>;
