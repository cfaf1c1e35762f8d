const SHOWN = [
  /^https:\/\//i,
  // A part of the same mail.
  /^cid:[\w.%+@$-]+$/i,
  /^data:image\/(?:png|jpeg|jpg|gif|webp);base64,[a-z0-9+/]+=*$/i,
  // A file of this install.
  /^\/api\/v1\/files\/[0-9a-f-]{36}$/i,
  // Not known yet: the address is looked at again when the template is filled.
  /^\{\{\s*[\w.]+\s*\}\}/,
];

/** Whether an image of this address is shown: by https, out of the mail itself, or a file kept here. */
export function isShownImage(address: string): boolean {
  const trimmed = address.trim();
  return SHOWN.some((pattern) => pattern.test(trimmed));
}
