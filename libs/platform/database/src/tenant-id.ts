const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The statement that ties a transaction to a tenant. SET takes no parameters, so the id is parsed first. */
export function setTenant(tenantId: string): string {
  const id = tenantId.toLowerCase();
  if (!UUID.test(id)) throw new Error('A tenant id has to be a UUID.');
  return `SET LOCAL "app.tenant_id" TO '${id}'`;
}
