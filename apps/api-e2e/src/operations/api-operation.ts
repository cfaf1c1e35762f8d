import type { ApiClient } from '@ruyi/testing';

/** One call that the API offers, as its own documents describe it. */
export interface ApiOperation {
  /** `POST /records/customers/{id}/actions/claim`: without the prefix; the module and the action are spelled out. */
  readonly name: string;
  readonly method: string;
  /** Of the document: `/records/{module}/{id}/actions/{action}`. */
  readonly template: string;
  /** The parameters that the suite fixes: one operation for each module, each action. */
  readonly fixed: Readonly<Record<string, string>>;
  /** It needs no log-in: what it does is for whoever holds the password, the token, the link. */
  readonly open: boolean;
  /** The statuses of success that the document names. */
  readonly answers: readonly number[];
  /** Keys of the query that the document names. */
  readonly query: readonly string[];
  /** Keys of the body that the document names. */
  readonly body: readonly string[];
  /** What the document says of each of them. */
  readonly schemas: Readonly<Record<string, ValueSchema>>;
  /** The keys that have to be there. */
  readonly required: readonly string[];
  /** Administrative permissions of which one is needed; none: it is open to whoever is signed in, or asks for rights on records. */
  readonly permissions: readonly string[];
}

/** What a document says of a value. */
export interface ValueSchema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, ValueSchema>>;
  readonly required?: readonly string[];
}

interface Described {
  readonly security?: readonly unknown[];
  readonly 'x-permissions'?: readonly string[];
  readonly responses: Readonly<Record<string, unknown>>;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

interface Document {
  readonly servers?: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const METHODS: ReadonlySet<string> = new Set(['get', 'put', 'post', 'patch', 'delete']);

/** Every call of the fixed document and of the tenant's own one, per module and per action. */
export async function readOperations(client: ApiClient): Promise<readonly ApiOperation[]> {
  const fixed = (await client.call<Document>('GET', '//api/openapi.json')).body;
  const own = (await client.call<Document>('GET', '/openapi.json')).body;
  const modules = (await client.call<{ items: ModuleActions[] }>('GET', '/modules')).body.items;
  const found = new Map<string, ApiOperation>();
  for (const document of [fixed, own]) {
    for (const operation of operationsOf(document)) {
      for (const each of spelledOut(operation, modules)) {
        const known = found.get(each.name);
        found.set(each.name, known ? both(known, each) : each);
      }
    }
  }
  return [...found.values()];
}

/** The tenant's document says of a module's records what the fixed one leaves open. */
function both(fixed: ApiOperation, own: ApiOperation): ApiOperation {
  return {
    ...fixed,
    body: [...new Set([...fixed.body, ...own.body])],
    schemas: { ...fixed.schemas, ...own.schemas },
    required: [...new Set([...fixed.required, ...own.required])],
  };
}

function operationsOf(document: Document): ApiOperation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => METHODS.has(method))
      .map(([method, described]): ApiOperation => {
        const template = path.startsWith('/api/v1') ? path.slice('/api/v1'.length) : outside(path, document);
        const bodies = Object.values(described.requestBody?.content ?? {}).map(({ schema }) =>
          partsOf(schema, document),
        );
        const schemas = Object.assign(
          {},
          ...bodies.flat().map(({ properties }) => properties),
        ) as ApiOperation['schemas'];
        const query = (described.parameters ?? []).filter((each) => each.in === 'query').map(({ name }) => name);
        const answers = Object.keys(described.responses)
          .map(Number)
          .filter((status) => status < 300);
        const verb = method.toUpperCase();
        return {
          name: `${verb} ${template}`,
          method: verb,
          template,
          fixed: {},
          open: described.security?.length === 0,
          answers,
          query,
          body: Object.keys(schemas),
          schemas,
          required: bodies.flat().flatMap(({ required = [] }) => required),
          permissions: described['x-permissions'] ?? [],
        };
      }),
  );
}

/** Paths of the tenant's document are relative to its server, `/api/v1`; the fixed one has some that stand outside. */
function outside(path: string, { servers = [] }: Document): string {
  return servers.some(({ url }) => url === '/api/v1') ? path : `/${path}`;
}

/** A schema and all that it is made of. */
function partsOf(schema: Schema, document: Document): Schema[] {
  const named = schema.$ref && document.components.schemas[schema.$ref.slice('#/components/schemas/'.length)];
  if (named) return partsOf(named, document);
  return [schema, ...(schema.allOf ?? []).flatMap((part) => partsOf(part, document))];
}

interface ModuleActions {
  readonly key: string;
  readonly owned: boolean;
  readonly poolable: boolean;
  readonly actions: readonly { readonly key: string }[];
}

function spelledOut(operation: ApiOperation, modules: readonly ModuleActions[]): ApiOperation[] {
  const ofModule = /^\/records\/(\w+)/.exec(operation.template)?.[1];
  if (ofModule)
    return [{ ...operation, fixed: { module: ofModule }, template: operation.template.replace(ofModule, '{module}') }];
  if (!operation.template.startsWith('/records/{module}')) return [operation];
  const verbs = operation.template.includes('/{id}/') ? [] : BULK_VERBS;
  return modules
    .filter((module) => appliesTo(operation, module))
    .flatMap(({ key, actions }) =>
      (operation.template.includes('{action}')
        ? [...actions.map((action) => action.key).filter((action) => !ELSEWHERE.has(action)), ...verbs]
        : [null]
      ).map((action) => ({
        ...operation,
        name: operation.name.replace('{module}', key).replace('{action}', action ?? ''),
        fixed: { module: key, ...(action === null ? {} : { action }) },
      })),
    );
}

/** Actions with a route of their own: `/send`, `/export`. */
const ELSEWHERE: ReadonlySet<string> = new Set(['send', 'export']);

/** What is done to many by name and to one by PATCH, DELETE and `/restore`. */
const BULK_VERBS = ['edit', 'delete', 'restore', 'purge'];

/** A module whose records come with others' has no team; one without pools has nothing to reclaim. */
function appliesTo({ template }: ApiOperation, { owned, poolable }: ModuleActions): boolean {
  if (template.endsWith('/reclaim')) return poolable;
  return owned || !template.includes('/team');
}
