import type { Field } from '@ruyi/contract/metadata';

/** Texts that are read and not looked up: neither a name nor something that one types as a whole. */
export const isProse = ({ type }: Pick<Field, 'type'>): boolean => type === 'longText' || type === 'richText';
