/** Per event: whether it also goes out by mail; the bell always shows it. */
export type NotifySettings = Readonly<Record<string, { readonly mail: boolean }>>;
