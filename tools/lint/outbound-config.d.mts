import type { Linter } from 'eslint';

export const outboundConfig: Linter.Config[];
export const NO_DYNAMIC_CLIENT: { readonly selector: string; readonly message: string };
