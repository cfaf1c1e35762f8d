import type { Context } from '@ruyi/engine/context';

/** A file as the API names it. */
export interface FileView {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly type: string;
}

/** What is known of a file beyond what the API says. */
export interface KeptFile extends FileView {
  readonly uploadedBy: string | null;
  readonly module: string | null;
  readonly recordId: string | null;
}

/** What the file routes need: the store, and the rule who may read. */
export interface FilesParts {
  readonly files: {
    upload(ctx: Context, name: string, content: NodeJS.ReadableStream): Promise<FileView>;
    find(ctx: Context, id: string): Promise<KeptFile | null>;
    read(ctx: Context, id: string): Promise<NodeJS.ReadableStream>;
  };
  mayRead(ctx: Context, file: KeptFile): Promise<boolean>;
}

export const FILES_PARTS = Symbol('FilesParts');
