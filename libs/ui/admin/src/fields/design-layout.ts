import type { Label, LayoutField, LayoutSection } from '@ruyi/contract/metadata';

export type Sections = readonly LayoutSection[];

/** Where a field stands: indexes of section and field. */
export interface Place {
  readonly section: number;
  readonly index: number;
}

export function placeOf(sections: Sections, field: string): Place | null {
  for (const [section, { fields }] of sections.entries()) {
    const index = fields.findIndex((one) => one.field === field);
    if (index >= 0) return { section, index };
  }
  return null;
}

/** The sections with the field at a place, taken away from where it was; the place counts without it. */
export function putField(sections: Sections, field: string, at: Place): Sections {
  const from = placeOf(sections, field);
  const moved: LayoutField = (from && sections[from.section]?.fields[from.index]) || { field };
  return takeField(sections, field).map((section, index) =>
    index === at.section
      ? { ...section, fields: [...section.fields.slice(0, at.index), moved, ...section.fields.slice(at.index)] }
      : section,
  );
}

export function takeField(sections: Sections, field: string): Sections {
  return sections.map((section) =>
    section.fields.some((one) => one.field === field)
      ? { ...section, fields: section.fields.filter((one) => one.field !== field) }
      : section,
  );
}

/** Whether more was rearranged than what the fields that were added bring about themselves. */
export function isRearranged(saved: Sections, arranged: Sections, added: readonly string[]): boolean {
  return JSON.stringify(saved) !== JSON.stringify(added.reduce(takeField, arranged));
}

/** One step back or forth, over the edge of a section into the next. */
export function stepField(sections: Sections, field: string, step: 1 | -1): Sections {
  const at = placeOf(sections, field);
  if (!at) return sections;
  const here = sections[at.section]?.fields.length ?? 0;
  const index = at.index + step;
  if (index >= 0 && index < here) return putField(sections, field, { section: at.section, index });
  const next = sections[at.section + step];
  if (!next) return sections;
  return putField(sections, field, { section: at.section + step, index: step > 0 ? 0 : next.fields.length });
}

export function setFieldWidth(sections: Sections, field: string, width: LayoutField['width']): Sections {
  return sections.map((section) => ({
    ...section,
    fields: section.fields.map((one) => (one.field === field ? (width ? { field, width } : { field }) : one)),
  }));
}

/** Another name for a field that the server has just given its key. */
export function renameField(sections: Sections, from: string, to: string): Sections {
  return sections.map((section) => ({
    ...section,
    fields: section.fields.map((one) => (one.field === from ? { ...one, field: to } : one)),
  }));
}

export function changeSection(sections: Sections, key: string, change: Partial<Omit<LayoutSection, 'key'>>): Sections {
  return sections.map((section) => (section.key === key ? { ...section, ...change } : section));
}

export function stepSection(sections: Sections, key: string, step: 1 | -1): Sections {
  const from = sections.findIndex((section) => section.key === key);
  const moved = sections[from];
  const to = from + step;
  if (!moved || to < 0 || to >= sections.length) return sections;
  const rest = sections.filter((section) => section !== moved);
  return [...rest.slice(0, to), moved, ...rest.slice(to)];
}

export function addSection(sections: Sections, label: Label): { readonly sections: Sections; readonly key: string } {
  let number = sections.length + 1;
  while (sections.some((section) => section.key === `section_${number}`)) number++;
  const key = `section_${number}`;
  return { key, sections: [...sections, { key, label, columns: 2, fields: [] }] };
}

/** Its fields leave the page with it. */
export function removeSection(sections: Sections, key: string): Sections {
  return sections.filter((section) => section.key !== key);
}
