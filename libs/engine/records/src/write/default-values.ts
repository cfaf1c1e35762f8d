import type { Context } from '@ruyi/engine/context';
import type { FieldModel, ModuleModel } from '@ruyi/engine/model';
import { DateTime } from 'luxon';

/** Values of the fields that the caller left out, fixed or by expression. */
export function defaultValues(
  ctx: Context,
  module: ModuleModel,
  given: ReadonlySet<string>,
  myDepartment: string | null,
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const field of module.fields.values()) {
    if (field.default === undefined || field.default === null || field.retired || given.has(field.key)) continue;
    const value = evaluate(ctx, field, myDepartment);
    if (value !== null) values[field.key] = value;
  }
  return values;
}

function evaluate(ctx: Context, field: FieldModel, myDepartment: string | null): unknown {
  const given = field.default;
  if (typeof given !== 'object' || given === null || !('expression' in given)) return given;
  switch (given.expression) {
    case 'me':
      return field.type === 'users' ? (ctx.userId ? [ctx.userId] : null) : ctx.userId;
    case 'myDepartment':
      return myDepartment;
    case 'today':
      return DateTime.now().setZone(ctx.timeZone).toISODate();
    case 'now':
      return new Date().toISOString();
    default:
      return null;
  }
}
