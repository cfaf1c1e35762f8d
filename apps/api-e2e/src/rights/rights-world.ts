import type { ApiClient } from '@ruyi/testing';
import { Company, PASSWORD } from '../operations/company.js';
import { secretValue, type SecretValue } from './secret-values.js';

export const SCOPES = ['none', 'own', 'subordinates', 'department', 'departmentTree', 'all'] as const;
export const ACCESSES = ['hidden', 'masked', 'read', 'edit'] as const;
export type Scope = (typeof SCOPES)[number];
export type Access = (typeof ACCESSES)[number];

/** Whose records there are, and from which scope on the viewer sees them. */
const OWNERS = {
  viewer: ['own', 'subordinates', 'department', 'departmentTree', 'all'],
  subordinate: ['subordinates', 'all'],
  mate: ['department', 'departmentTree', 'all'],
  below: ['departmentTree', 'all'],
  other: ['all'],
  /** In a pool that the viewer is no member of. */
  pooled: ['all'],
} as const satisfies Readonly<Record<string, readonly Scope[]>>;
type Owner = keyof typeof OWNERS;

const ACTIONS = ['read', 'create', 'edit', 'delete', 'export', 'send', 'transfer', 'lock', 'team'] as const;
/** Of the kinds that a company may add; there is a secret of each. */
const ADDED = [
  'text',
  'longText',
  'mobile',
  'email',
  'integer',
  'money',
  'date',
  'dateTime',
  'select',
  'user',
  'reference',
];

export interface SecretField extends SecretValue {
  readonly key: string;
  readonly kind: string;
}

export interface RightsRecord {
  readonly id: string;
  readonly owner: Owner;
  /** Stands in its name and nowhere else. */
  readonly token: string;
  /** In a field that is a secret. */
  readonly fileId: string;
}

export interface RightsModule {
  readonly key: string;
  readonly nameField: string;
  /** Its records have owners; those of others are changed by who made them. */
  readonly owned: boolean;
  /** A field that is no secret, to be changed. */
  readonly openField: string;
  readonly actions: ReadonlySet<string>;
  readonly fields: readonly SecretField[];
  readonly records: readonly RightsRecord[];
}

interface Described {
  readonly key: string;
  readonly nameField: string;
  readonly owned: boolean;
  readonly poolable: boolean;
  readonly actions: readonly { readonly key: string }[];
  readonly fields: readonly DescribedField[];
}

interface DescribedField {
  readonly key: string;
  readonly type: string;
  readonly origin: string;
  readonly required?: boolean;
  readonly readOnly?: boolean;
  readonly derived?: boolean;
  readonly unique?: boolean;
  readonly format?: string;
  readonly hidden?: boolean;
}

/** A company with records of everybody in every module, a secret in every field that has one, and somebody who looks at them by one role. */
export class RightsWorld {
  private constructor(
    readonly company: Company,
    readonly viewer: ApiClient,
    private readonly roleId: string,
    readonly modules: readonly RightsModule[],
  ) {}

  static async make(nobody: ApiClient): Promise<RightsWorld> {
    const company = await Company.signUp(nobody);
    const department = async (name: string, parentId: string | null): Promise<string> =>
      (await company.make('/departments', { name, parentId })).id;
    const here = await department('一部', null);
    const [lower, elsewhere] = [await department('一部一组', here), await department('二部', null)];
    const roleId = (await company.make('/roles', { name: '观看', permissions: [] })).id;
    const person = async (name: string, departmentId: string, superiorId: string | null): Promise<string> =>
      (
        await company.make('/users', {
          name,
          email: mailOf(company, name),
          departmentId,
          superiorId,
          roleIds: [roleId],
          password: PASSWORD,
        })
      ).id;
    const viewer = await person('viewer', here, null);
    const owners: Readonly<Record<Owner, string>> = {
      viewer,
      subordinate: await person('subordinate', elsewhere, viewer),
      mate: await person('mate', here, null),
      below: await person('below', lower, null),
      other: await person('other', elsewhere, null),
      pooled: viewer,
    };
    const poolId = (
      await company.make('/pools', {
        name: '别人的公海',
        members: { users: [owners.other], departments: [], everybody: false },
      })
    ).id;
    const { body } = await nobody.call<{ accessToken: string }>('POST', '/auth/login', {
      login: mailOf(company, 'viewer'),
      password: PASSWORD,
    });
    const modules = await makeModules(company, owners, poolId);
    return new RightsWorld(company, nobody.as(body.accessToken), roleId, modules);
  }

  /** From now on the viewer sees so far, and so much of each secret. */
  async look(scope: Scope, access: Access): Promise<void> {
    await this.company.must('PATCH', `/roles/${this.roleId}`, {
      permissions: this.modules.flatMap(({ key: module }) => ACTIONS.map((action) => ({ module, action, scope }))),
      fields: this.modules.flatMap(({ key: module, fields }) =>
        fields.map(({ key: field }) => ({ module, field, access })),
      ),
    });
  }
}

export function isSeen({ owner }: RightsRecord, scope: Scope): boolean {
  return (OWNERS[owner] as readonly Scope[]).includes(scope);
}

const mailOf = ({ marker }: Company, name: string): string => `${name}.${marker}@example.com`;

async function makeModules(
  company: Company,
  owners: Readonly<Record<Owner, string>>,
  poolId: string,
): Promise<RightsModule[]> {
  const { items } = (await company.must<{ items: { key: string }[] }>('GET', '/modules')).body;
  const customers = new Map<Owner, string>();
  const made: RightsModule[] = [];
  for (const [nth, { key }] of items.entries()) {
    const options = new Map<string, { key: string; label: string }>();
    const label = `机密选项${nth}`;
    for (const type of ADDED) {
      const settings =
        type === 'select'
          ? { options: [{ label: { zh: label } }] }
          : type === 'reference'
            ? { target: 'customers' }
            : {};
      const field = await company.make(`/modules/${key}/fields`, { label: { zh: type }, type, ...settings });
      const [option] = (field['options'] ?? []) as { key: string }[];
      if (option) options.set(String(field['key']), { key: option.key, label });
    }
    const module = (await company.must<Described>('GET', `/modules/${key}`)).body;
    const records: RightsRecord[] = [];
    for (const owner of Object.keys(OWNERS) as Owner[]) {
      if (owner === 'pooled' && !module.poolable) continue;
      const token = `row${owner}${key}`.toLowerCase();
      const values = await company.shippedValues(key, customers.get(owner));
      const name = { [module.nameField]: `${token} 的资料` };
      const ownerId = module.owned ? { ownerId: owners[owner] } : {};
      const { id } = await company.make(`/records/${key}`, { ...values, ...name, ...ownerId });
      if (key === 'customers') customers.set(owner, id);
      records.push({ id, owner, token, fileId: await company.file() });
    }
    const open = await company.make(`/modules/${key}/fields`, { label: { zh: '公开' }, type: 'text' });
    const file = await company.make(`/modules/${key}/fields`, { label: { zh: '机密文件' }, type: 'files' });
    const fileField = { key: String(file['key']), kind: 'files', value: null, tokens: [] };
    const place = { nth, userId: owners.other, recordId: customers.get('other') ?? '' };
    const fields = module.fields.flatMap((field): SecretField[] => {
      const option = options.get(field.key);
      const secret = mayBeSecret(module, field)
        ? secretValue(field.type, { ...place, key: field.key, ...(option ? { option } : {}) })
        : null;
      return secret ? [{ key: field.key, kind: field.type, ...secret }] : [];
    });
    // As a change, so that the history and the timeline have them too.
    for (const { id, owner, fileId } of records) {
      const { version } = (await company.must<{ version: number }>('GET', `/records/${key}/${id}`)).body;
      await company.must('PATCH', `/records/${key}/${id}`, {
        version,
        ...Object.fromEntries(fields.map((field) => [field.key, field.value])),
        [fileField.key]: [fileId],
      });
      if (owner === 'pooled') await company.make(`/records/${key}/${id}/actions/putInPool`, { pool: poolId });
    }
    made.push({
      key,
      nameField: module.nameField,
      owned: module.owned,
      openField: String(open['key']),
      actions: new Set(module.actions.map((action) => action.key)),
      fields: [...fields, fileField],
      records,
    });
  }
  return made;
}

/** Fields that a record can be without, and whose values nothing else decides. */
function mayBeSecret(module: Described, field: DescribedField): boolean {
  if (field.key === module.nameField || field.origin === 'system') return false;
  const fixed = [field.required, field.readOnly, field.derived, field.unique, field.hidden].some(Boolean);
  const own = field.origin === 'custom';
  return (
    !fixed &&
    field.format === undefined &&
    (own || !['dateTime', 'select', 'user', 'reference', 'integer'].includes(field.type))
  );
}
