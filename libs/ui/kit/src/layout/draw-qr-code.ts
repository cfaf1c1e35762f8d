import { create } from 'qrcode';

/** The dark squares of a QR code as the path of a drawing `size` wide. In a file of its own: it is fetched when needed. */
export function drawQrCode(text: string): { readonly size: number; readonly path: string } {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules;
  let path = '';
  for (let at = 0; at < data.length; at++) if (data[at]) path += `M${at % size} ${Math.floor(at / size)}h1v1h-1z`;
  return { size, path };
}
