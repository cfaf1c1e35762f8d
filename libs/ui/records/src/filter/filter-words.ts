import { inject } from '@angular/core';
import { labelText, type Field, type ModuleDescription } from '@ruyi/contract/metadata';
import type { FilterCondition, FilterNode, FilterOperator } from '@ruyi/contract/query';
import { FieldEnvironment, injectShownText, NameCache, RegionStore, stringList, Words } from '@ruyi/ui/fields';
import { injectTranslate, type Translate } from '@ruyi/ui/kit';
import { ANY_FIELD } from './filter-fields.js';

const DATE_KINDS: readonly string[] = ['date', 'dateTime'];

/** An operator in the words of the field's kind: a date is 早于 where a number is 小于. */
export function operatorWords(t: Translate, op: FilterOperator, field: Field | undefined): string {
  const dated = field !== undefined && DATE_KINDS.includes(field.type) && ['gt', 'gte', 'lt', 'lte', 'eq'].includes(op);
  if (field?.type === 'region' && op === 'startsWith') return t('records.op.within');
  return t(dated ? `records.op.date_${op}` : `records.op.${op}`);
}

/** Filters in plain words: 行业 属于 电子商务、批发/零售. */
export function injectFilterWords(): (node: FilterNode, module: ModuleDescription) => string {
  const t = injectTranslate();
  const words = inject(Words);
  const names = inject(NameCache);
  const environment = inject(FieldEnvironment);
  const regions = inject(RegionStore);
  const shown = injectShownText();

  function one(value: unknown, field: Field | undefined): string {
    if (!field) return String(value);
    if (field.options && typeof value === 'string') {
      const option = field.options.find((candidate) => candidate.key === value);
      return option ? labelText(option.label, words.locale()) : value;
    }
    if (typeof value === 'string' && ['user', 'users', 'department', 'reference', 'references'].includes(field.type)) {
      return names.nameOf(value) ?? t('fields.unknownName');
    }
    if (field.type === 'region' && typeof value === 'string') {
      if (!regions.regions()) queueMicrotask(() => void regions.load());
      return environment.values().regions?.displayName(value.padEnd(6, '0')) ?? value;
    }
    if (typeof value === 'boolean') return t(value ? 'fields.yes' : 'fields.no');
    if (field.type === 'rating' || field.type === 'money') return String(value);
    // A dateTime is compared with a day as well, which is no value of its own.
    return typeof value === 'string'
      ? value.includes('T')
        ? shown({ field, value, text: null })
        : value
      : shown({ field, value, text: null });
  }

  function values({ op, value }: FilterCondition, field: Field | undefined): string {
    if (op === 'between' && Array.isArray(value)) return value.map((part) => one(part, field)).join(' – ');
    if (op === 'lastDays' || op === 'nextDays' || op === 'olderThanDays') return '';
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (list.length > 4)
      return t('records.filter.several', {
        first: list
          .slice(0, 3)
          .map((part) => one(part, field))
          .join('、'),
        count: list.length,
      });
    return (typeof list[0] === 'string' ? stringList(list) : list)
      .map((part) => one(part, field))
      .join(t('records.filter.comma'));
  }

  function condition(node: FilterCondition, module: ModuleDescription): string {
    const field = module.fields.find((candidate) => candidate.key === node.field);
    const name =
      node.field === ANY_FIELD
        ? t('records.filter.anyField')
        : field
          ? labelText(field.label, words.locale())
          : node.field;
    if (['lastDays', 'nextDays', 'olderThanDays'].includes(node.op)) {
      return `${name} ${t(`records.op.${node.op}_n`, { count: String(node.value) })}`;
    }
    const op = operatorWords(t, node.op, field);
    return node.value === undefined || node.value === null ? `${name} ${op}` : `${name} ${op} ${values(node, field)}`;
  }

  return function inWords(node, module): string {
    if ('and' in node) return node.and.map((part) => bracketed(part, module)).join(` ${t('records.filter.and')} `);
    if ('or' in node) return node.or.map((part) => bracketed(part, module)).join(` ${t('records.filter.or')} `);
    if ('not' in node) return t('records.filter.not', { what: inWords(node.not, module) });
    return condition(node, module);
  };

  function bracketed(node: FilterNode, module: ModuleDescription): string {
    if ('and' in node)
      return `(${node.and.map((part) => bracketed(part, module)).join(` ${t('records.filter.and')} `)})`;
    if ('or' in node) return `(${node.or.map((part) => bracketed(part, module)).join(` ${t('records.filter.or')} `)})`;
    if ('not' in node) return t('records.filter.not', { what: bracketed(node.not, module) });
    return condition(node, module);
  }
}
