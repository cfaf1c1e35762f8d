import { AppError, type Issue } from '@ruyi/contract/errors';
import { cleanText } from '@ruyi/contract/field-values';

/** Trims and checks a name of a person, company, department or role; null when something is wrong, which goes to `issues`. */
export function readName(input: string, path: string, issues: Issue[], max = 100): string | null {
  const cleaned = cleanText(input);
  if (!cleaned.ok) {
    issues.push(...cleaned.issues.map((issue) => ({ ...issue, path })));
    return null;
  }
  if (cleaned.value === null) {
    issues.push({ path, code: 'required' });
    return null;
  }
  if ([...cleaned.value].length > max) {
    issues.push({ path, code: 'tooLong', params: { max } });
    return null;
  }
  return cleaned.value;
}

/** A checked name, or the refusal. */
export function readNameOrThrow(input: string, path: string, max = 100): string {
  const issues: Issue[] = [];
  const name = readName(input, path, issues, max);
  if (name === null) throw AppError.invalid(issues);
  return name;
}
