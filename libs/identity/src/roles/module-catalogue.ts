/** Port: the modules and fields that a role may speak of. The application wires it to the model. */
export interface ModuleCatalogue {
  /** Modules that every company has; seeded roles cover them. */
  readonly shipped: readonly string[];
  /** Field keys of one company's module; null when it has no such module. */
  fieldsOf(tenantId: string, modelVersion: number, module: string): Promise<ReadonlySet<string> | null>;
}
