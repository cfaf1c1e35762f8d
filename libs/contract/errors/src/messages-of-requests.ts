import type { Message } from './message.js';

/** What is wrong with a request, a filter or the state of a record. */
export const MESSAGES_OF_REQUESTS = {
  exportUnderWay: { zh: '已有一个导出正在进行', en: 'An export is under way already' },
  webhookRoleSeesPart: {
    zh: '该角色看不到这些模块的全部数据，请选择查看范围为“全部”的角色',
    en: 'This role does not see all records of these modules: choose one that does',
  },
  webhookBeyondOwn: {
    zh: '该角色能看到您自己看不到的数据',
    en: 'This role sees what you do not see yourself',
  },
  webhookUnreachable: {
    zh: '从这里无法访问该地址',
    en: 'This address cannot be reached from here',
  },
  webhookOff: { zh: 'Webhook 已停用，请先启用', en: 'The webhook is off: switch it on first' },
  webhookWithoutSecret: {
    zh: '没有签名密钥，请先更换密钥',
    en: 'There is no secret to sign with: renew it first',
  },
  senderDisabled: { zh: '发送人的账号已停用', en: 'The account of the sender has been disabled' },
  senderMayNotSend: {
    zh: '发送人已没有向这些记录发送的权限',
    en: 'The sender is no longer allowed to send to these records',
  },
  sendTargetGone: {
    zh: '要发送的模块、视图或公海已不存在，或发送人已看不到',
    en: 'The module, view or pool no longer exists, or the sender no longer sees it',
  },
  'malformed.json': { zh: '不是有效的 JSON', en: 'Not valid JSON' },
  'limitReached.columns': { zh: '列太多：最多 {max} 列', en: 'Too many columns: at most {max}' },
  'tooLong.csvRow': {
    zh: '第 {row} 行开始的一行太长：可能有引号没有成对',
    en: 'The row that begins at line {row} is too long: a quote may not be closed',
  },
  'malformed.csv': {
    zh: '第 {row} 行不是有效的 CSV：引号没有成对',
    en: 'Row {row} is not valid CSV: a quote is never closed',
  },
  'invalidType.importFile': { zh: '应为 csv 或 xlsx 文件', en: 'A csv or xlsx file is expected' },
  'invalidType.importError': { zh: '单元格是公式错误 {error}', en: 'The cell holds a formula error: {error}' },
  'invalidType.importDate': {
    zh: '应为日期，如 2026-01-31 或 2026年1月31日',
    en: 'A date is expected, like 2026-01-31',
  },
  'invalidType.importBoolean': { zh: '应为 是 或 否', en: 'Yes or no is expected' },
  'tooLarge.unpacked': {
    zh: '文件解压后过大，请拆成几个文件',
    en: 'Too large when unpacked: split it into several files',
  },
  'tooLarge.frames': {
    zh: '动图所有帧合计超过 {max} 百万像素',
    en: 'The frames of the animation have more than {max} megapixels together',
  },
  'tooLarge.pixels': { zh: '图片超过 {max} 百万像素', en: 'The image has more than {max} megapixels' },
  'required.matchColumn': {
    zh: '匹配字段必须是映射中的一列',
    en: 'The field to match on has to be one of the columns',
  },
  'notUnique.column': { zh: '两列映射到同一个字段', en: 'Two columns are mapped to the same field' },
  'notUnique.merged': { zh: '同一条记录出现了两次', en: 'Names the same record twice' },
  'notUnique.severalRecords': { zh: '有多条记录与这一行相符', en: 'Several records match this row' },
  'notAllowed.notImported': {
    zh: '此字段不能导入，或您无权填写',
    en: 'This field cannot be imported, or you may not write it',
  },
  'notFound.heading': { zh: '文件中没有这一列', en: 'The file has no such column' },
  'notFound.name': { zh: '找不到这个名称，或您无权查看', en: 'Nothing of this name, or you may not see it' },
  'notFound.severalNames': { zh: '有多个同名的，请改用 ID', en: 'Several have this name: use the id' },
  'outOfRange.future': { zh: '不能晚于现在', en: 'It cannot lie in the future' },
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
  'invalid.together': { zh: '不能同时使用', en: 'These cannot be given together' },
  'invalid.group': { zh: '该字段不能用来分组[：{field}]', en: 'This field cannot be grouped by[: {field}]' },
  'invalid.by': { zh: '只有日期能按日、周、月等分组', en: 'Only dates are grouped by day, week or month' },
  'invalid.match': { zh: '该字段不能用来匹配', en: 'Records cannot be told by this field' },
  'notAllowed.maskedMatch': {
    zh: '您只能看到该字段的一部分，不能用它匹配',
    en: 'You see this field only in part: it cannot be matched on',
  },
  'alreadyClaimed.own': { zh: '您已经是负责人', en: 'You own this one already' },
  'invalid.sort': { zh: '该字段不能排序[：{field}]', en: 'This field cannot be sorted by[: {field}]' },
  'notUnique.existing': {
    zh: '已有重复的值，请先处理列出的记录',
    en: 'Some records have the same value: settle the listed ones first',
  },
  'notAllowed.indexedKind': { zh: '该类型的字段不能设为索引', en: 'Fields of this kind cannot be indexed' },
  'notUnique.alike': { zh: '公司里已有相同或相近的记录', en: 'The company has one like this already' },
  'notUnique.othersAlike': {
    zh: '同事已有相同或相近的记录',
    en: 'A colleague has one like this already',
  },
  'notUnique.sort': { zh: '排序字段重复', en: 'The sort names a field twice' },
  'limitReached.mergeMoves': {
    zh: '一次合并最多转移 {max} 条相关记录，这几条的更多。请保留相关记录最多的一条，或先把它的一部分转到别处',
    en: 'A merge moves at most {max} related records, and these have more. Keep the one that has the most, or move some of them elsewhere first',
  },
  'limitReached.statementTime': {
    zh: '数据太多，没能在限定时间内得出结果。请缩小筛选范围，或换一个字段筛选、排序。',
    en: 'There is too much data to answer in time. Narrow the filter, or filter and sort by another field.',
  },
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
  'conflict.mergeIntoPool': {
    zh: '要保留的记录在公海中，而其他记录有负责人：请保留有负责人的那一条',
    en: 'The record to keep is in a pool while another has an owner: keep the one that has an owner',
  },
  'conflict.mergeMovedOn': {
    zh: '合并之后又有改动，不能撤销[：{names}]',
    en: 'Changed since the merge, which cannot be undone[: {names}]',
  },
  'conflict.undone': { zh: '已经撤销', en: 'It has been undone already' },
  'conflict.undoRuns': { zh: '正在撤销，请稍候', en: 'It is being undone already' },
  'conflict.mergeUndone': { zh: '这次合并已经撤销', en: 'This merge has been undone already' },
  nestedTooDeep: { zh: '内容嵌套过深[，最多 {max} 层]', en: 'Nested too deep[: at most {max} levels]' },
  idempotencyRunning: { zh: '相同的请求正在处理中', en: 'The same request is still running' },
  unsupportedMediaType: { zh: '不支持的内容类型', en: 'This content type is not supported' },
  diskFull: { zh: '服务器存储空间不足，请联系管理员', en: 'The server has no room for files: tell its operator' },
  unavailable: { zh: '服务暂时不可用，请稍后再试', en: 'Not available now: try again later' },
  csrf: { zh: '页面已失效，请刷新后重试', en: 'This page is out of date: reload and try again' },
} as const satisfies Readonly<Record<string, Message>>;
