import type { Company } from './company.js';

/** Keys of the fields that a company has added to a module, one of each kind that may name something of its own. */
export interface OwnFields {
  /** With an index, and no value twice. */
  readonly text: string;
  /** With an index. */
  readonly integer: string;
  readonly select: string;
  readonly option: string;
  readonly reference: string;
  readonly user: string;
  readonly files: string;
}

interface MadeField {
  readonly key: string;
  readonly options?: readonly { readonly key: string }[];
}

/** Adds the fields. */
export async function makeOwnFields(company: Company, module: string): Promise<OwnFields> {
  const make = async (label: string, body: object): Promise<MadeField> =>
    (
      await company.must<MadeField>('POST', `/modules/${module}/fields`, {
        label: { zh: `${label} ${company.marker}` },
        ...body,
      })
    ).body;
  const text = await make('自编号', { type: 'text', unique: true, indexed: true });
  const integer = await make('人数', { type: 'integer', indexed: true });
  const select = await make('途径', { type: 'select', options: [{ label: { zh: `展会 ${company.marker}` } }] });
  const reference = await make('经手客户', { type: 'reference', target: 'customers' });
  const user = await make('顾问', { type: 'user' });
  const files = await make('文件', { type: 'files' });
  return {
    text: text.key,
    integer: integer.key,
    select: select.key,
    option: select.options?.[0]?.key ?? '',
    reference: reference.key,
    user: user.key,
    files: files.key,
  };
}
