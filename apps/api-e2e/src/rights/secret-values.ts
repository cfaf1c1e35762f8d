/** A value of a field that some may not see, and the texts by which it would be known wherever it came out. */
export interface SecretValue {
  readonly value: unknown;
  /** Any of them; empty for kinds whose values say nothing alone: they are known by their field's key. */
  readonly tokens: readonly string[];
}

/** What the values of a module are told apart by. */
export interface SecretPlace {
  /** A digit. */
  readonly nth: number;
  readonly key: string;
  /** Of a select: key and label. */
  readonly option?: { readonly key: string; readonly label: string };
  readonly userId: string;
  readonly recordId: string;
}

/** A secret of this kind of field; null for kinds that the suite does not fill. */
export function secretValue(kind: string, { nth, key, option, userId, recordId }: SecretPlace): SecretValue | null {
  const mark = `${key.replace('_', '')}${nth}`;
  const told = (value: string, token = value): SecretValue => ({ value, tokens: [token] });
  switch (kind) {
    case 'text':
      return told(`机密${mark}`);
    case 'longText':
      return told(`秘闻${mark}，不可外传`);
    case 'mobile':
      return told(`1391122778${nth}`);
    case 'telephone':
      return told(`0571-8811223${nth}`);
    case 'email':
      return told(`${mark}@geheim.example`);
    case 'url':
      return told(`https://geheim.example/${mark}`);
    case 'tags':
      return { value: [`标签${mark}`], tokens: [`标签${mark}`] };
    case 'address':
      return { value: { region: '330106', detail: `机密路${mark}` }, tokens: [`机密路${mark}`] };
    case 'integer':
      return { value: 48151620 + nth, tokens: [String(48151620 + nth)] };
    case 'number':
      return { value: 4815162.5 + nth, tokens: [String(4815162.5 + nth)] };
    case 'money':
      return { value: { amount: `7351${nth}.46`, currency: 'CNY' }, tokens: [`7351${nth}.46`] };
    case 'date':
      return told(`1987-03-1${nth}`);
    case 'dateTime':
      return told(`1987-04-1${nth}T04:05:06.000Z`, `1987-04-1${nth}`);
    case 'select':
      return option === undefined ? null : { value: option.key, tokens: [option.key, option.label] };
    case 'user':
      return { value: userId, tokens: [] };
    case 'reference':
      return { value: recordId, tokens: [] };
    default:
      return null;
  }
}
