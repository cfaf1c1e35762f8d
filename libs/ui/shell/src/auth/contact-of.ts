/** One field for both: what has an @ is an e-mail, what has mostly digits a mobile. Null when it is neither. */
export function contactOf(text: string): { readonly email: string } | { readonly mobile: string } | null {
  const contact = text.normalize('NFKC').trim();
  if (contact.includes('@')) return { email: contact };
  return /^\+?[\d\s-]{6,}$/.test(contact) ? { mobile: contact } : null;
}
