const PATIENCE_MS = 2_000;

/** Puts the cursor into an input that is drawn later, unless the reader is elsewhere by then. */
export function focusWhenThere(host: HTMLElement, id: string): void {
  const attempt = (): boolean => {
    const found = document.getElementById(id);
    if (!found) return false;
    const { activeElement } = document;
    if (!(activeElement?.matches('input, textarea, select') && host.contains(activeElement)))
      (found.matches('input, textarea, select, button')
        ? found
        : found.querySelector<HTMLElement>('input, textarea, select, button[tabindex="0"]')
      )?.focus({ preventScroll: true });
    return true;
  };
  if (attempt()) return;
  const watch = new MutationObserver(() => {
    if (attempt()) watch.disconnect();
  });
  watch.observe(host, { childList: true, subtree: true });
  setTimeout(() => watch.disconnect(), PATIENCE_MS);
}
