import { texts } from './texts.js';

/** Which fields are looked at for duplicates. */
export const duplicateTexts = texts(
  {
    text: '新建、修改、导入、领取、分配和转移时，在全公司范围内按这些字段查找相同的记录。',
    off: '不检查',
    warn: '提醒',
    forbid: '禁止',
    nearName: '忽略公司后缀、括号、空格，能发现一个错字',
    unique: '唯一字段：在其适用范围内，相同的值本来就不能保存',
    none: '这个模块没有可以查重的字段。',
    meaning:
      '提醒：保存前要确认一次；领取、分配和转移后会告诉操作的人。禁止：不能保存，也不能领取、分配或转移给与同事撞单的人。看不到的记录只显示部分名称和负责人的姓。',
    reset: '恢复默认',
  },
  {
    text: 'When records are created, edited, imported, claimed, allocated or transferred, the whole company is searched for records with the same values in these fields.',
    off: 'Do not check',
    warn: 'Warn',
    forbid: 'Block',
    nearName: 'Ignores company suffixes, brackets and spaces; catches one wrong character',
    unique: 'Unique field: within its scope, the same value cannot be saved anyway',
    none: 'This module has no fields to check.',
    meaning:
      "Warn: asks for confirmation before saving; people who claim, allocate or transfer are told. Block: cannot be saved, nor claimed, allocated or transferred while a colleague has the same. For records you are not allowed to see, only part of the name and the owner's family name are shown.",
    reset: 'Restore default',
  },
);
