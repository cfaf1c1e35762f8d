/** A page of a map that shows an address; a phone opens its map app for it. */
export function mapLink(address: string, value: unknown): string {
  const geo = geoOf(value);
  return geo
    ? `https://uri.amap.com/marker?position=${geo.lng},${geo.lat}&name=${encodeURIComponent(address)}&coordinate=gaode&callnative=1`
    : `https://uri.amap.com/search?keyword=${encodeURIComponent(address)}&callnative=1`;
}

function geoOf(value: unknown): { readonly lng: number; readonly lat: number } | null {
  if (typeof value !== 'object' || value === null || !('geo' in value)) return null;
  const { geo } = value;
  if (typeof geo !== 'object' || geo === null || !('lng' in geo) || !('lat' in geo)) return null;
  return typeof geo.lng === 'number' && typeof geo.lat === 'number' ? { lng: geo.lng, lat: geo.lat } : null;
}
