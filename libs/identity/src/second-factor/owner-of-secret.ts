/** Whose the sealed secret is: one that is copied to another account's row does not open. */
export function ownerOfSecret(accountId: string): string {
  return `account:${accountId}`;
}
