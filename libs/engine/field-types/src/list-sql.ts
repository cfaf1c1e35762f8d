import { fieldSql } from './field-sql.js';
import type { FieldSql, SqlType } from './field-type.js';

/** Lists are compared as SQL arrays, whether they come from a column or from the document. */
export function listSql(sqlType: Extract<SqlType, 'text[]' | 'uuid[]'>): FieldSql {
  const cast = sqlType === 'uuid[]' ? '::uuid[]' : '';
  return fieldSql({
    sqlType,
    readDocument: (document) =>
      `(case when jsonb_typeof(${document}) = 'array' then array(select jsonb_array_elements_text(${document}))${cast} end)`,
    parameter: (value) => (Array.isArray(value) ? value.map(String) : [String(value)]),
    slotParameter: (value) => String(value),
  });
}
