import type { ReclaimPreview } from '@ruyi/engine/pool';

/** The preview with the owners' names. */
export function previewView(preview: ReclaimPreview, nameOf: (userId: string) => string | null): object {
  return {
    ...preview,
    owners: preview.owners.map((owner) => ({ ...owner, name: nameOf(owner.ownerId) })),
    first: preview.first.map((record) => ({ ...record, owner: record.ownerId, ownerName: nameOf(record.ownerId) })),
  };
}
