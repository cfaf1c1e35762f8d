/** Whether two values in the API's form say the same; an empty text or list is the same as null. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (isPlain(a) && isPlain(b)) return (a ?? '') === (b ?? '');
  return canonical(a) === canonical(b);
}

function isPlain(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

function canonical(value: unknown): string {
  if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0))
    return 'null';
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([x], [y]) => (x < y ? -1 : 1)))
      : part,
  );
}
