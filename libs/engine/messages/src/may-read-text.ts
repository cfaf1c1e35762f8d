import { canReadField, compileAccess, isMaskedField, type FieldRights } from '@ruyi/engine/access';
import type { RecordSight } from '@ruyi/engine/records';
import { mergeTokens } from './merge-text.js';

/**
 * Whether a reader may see the text of a message: it holds the values of the fields that its template merged, so each
 * of them has to be one that the reader may read, and unmasked. A field that is retired counts as long as it is known.
 */
export function mayReadText(
  { session, module, rights }: RecordSight,
  sent: { readonly module: string; readonly template: string },
): boolean {
  const rightsIn = (key: string): FieldRights | null =>
    key === module.key ? rights : (compileAccess(session.model, session.actor, key, 'read')?.fields ?? null);
  const readable = (moduleKey: string, field: string): boolean => {
    const known = session.model.modules.get(moduleKey)?.fields.has(field) ?? false;
    const given = rightsIn(moduleKey);
    return known && given !== null && canReadField(given, field) && !isMaskedField(given, field);
  };
  return mergeTokens(sent.template).tokens.every(({ path }) => {
    const [head = '', tail] = path.split('.');
    if (!readable(sent.module, head)) return false;
    if (tail === undefined) return true;
    const target = session.model.modules.get(sent.module)?.fields.get(head)?.target;
    return target !== undefined && readable(target, tail);
  });
}
