import type { Message } from './message.js';

/** What is wrong with a request, a filter or the state of a record. */
export const MESSAGES_OF_REQUESTS = {
  'malformed.json': { zh: '不是有效的 JSON', en: 'Not valid JSON' },
  'malformed.filter': {
    zh: '筛选条件应为 field、op、value，或 and、or、not 之一',
    en: 'A filter is field, op and value, or one of and, or, not',
  },
  'malformed.cursor': {
    zh: '分页游标无效，请从第一页重新开始',
    en: 'The cursor is not valid here: start from the first page',
  },
  'invalid.operator': { zh: '该字段不支持运算符 {operator}', en: 'This field has no operator {operator}' },
  'invalid.noValue': { zh: '该运算符不需要值', en: 'This operator takes no value' },
  'invalid.sort': { zh: '该字段不能排序[：{field}]', en: 'This field cannot be sorted by[: {field}]' },
  'notUnique.existing': {
    zh: '已有重复的值，请先处理列出的记录',
    en: 'Some records have the same value: settle the listed ones first',
  },
  'notAllowed.indexedKind': { zh: '该类型的字段不能设为索引', en: 'Fields of this kind cannot be indexed' },
  'notUnique.sort': { zh: '排序字段重复', en: 'The sort names a field twice' },
  'limitReached.filterDepth': { zh: '筛选条件最多嵌套 {max} 层', en: 'A filter may be nested {max} deep' },
  'limitReached.filterConditions': { zh: '筛选条件最多 {max} 个', en: 'A filter may have {max} conditions' },
  'limitReached.filterValues': { zh: '筛选值最多 {max} 个', en: 'A filter may have {max} values' },
  'limitReached.slots.text': {
    zh: '可加速的文本类字段已达上限[（{max}）]',
    en: 'No more text fields can be indexed[ (limit {max})]',
  },
  'limitReached.slots.number': {
    zh: '可加速的数字类字段已达上限[（{max}）]',
    en: 'No more number fields can be indexed[ (limit {max})]',
  },
  'limitReached.slots.time': {
    zh: '可加速的日期类字段已达上限[（{max}）]',
    en: 'No more date fields can be indexed[ (limit {max})]',
  },
  'limitReached.slots.uuid': {
    zh: '可加速的关联类字段已达上限[（{max}）]',
    en: 'No more reference fields can be indexed[ (limit {max})]',
  },
  'limitReached.sort': { zh: '最多按 {max} 个字段排序', en: 'At most {max} fields to sort by' },
  'expired.undo': { zh: '只能撤销 {days} 天内的操作', en: 'Only what was done within {days} days can be undone' },
  'conflict.inPool': { zh: '记录在公海中，请先领取或分配', en: 'The record is in a pool: claim or allocate it first' },
  nestedTooDeep: { zh: '内容嵌套过深[，最多 {max} 层]', en: 'Nested too deep[: at most {max} levels]' },
  idempotencyRunning: { zh: '相同的请求正在处理中', en: 'The same request is still running' },
  unsupportedMediaType: { zh: '不支持的内容类型', en: 'This content type is not supported' },
  unavailable: { zh: '服务暂时不可用，请稍后再试', en: 'Not available now: try again later' },
  csrf: { zh: '页面已失效，请刷新后重试', en: 'This page is out of date: reload and try again' },
} as const satisfies Readonly<Record<string, Message>>;
