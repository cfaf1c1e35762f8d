/** A host that a tenant named and that this install does not connect to. Trying again does not help. */
export class OutboundRefused extends Error {
  constructor(readonly host: string) {
    super(`${host} is not an address that may be reached from here`);
    this.name = 'OutboundRefused';
  }
}
