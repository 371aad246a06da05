const prefix = "comptoir.";

/** What this browser remembers under a name; undefined where storage is closed or empty. */
export function remembered(name: string): string | undefined {
  try {
    return localStorage.getItem(prefix + name) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Remembers a text in this browser, or forgets it; silently does nothing where storage is closed. */
export function remember(name: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(prefix + name);
    else localStorage.setItem(prefix + name, value);
  } catch {
    // A private window without storage: the choice holds until the page is left.
  }
}
