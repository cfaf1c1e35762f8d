import { DeliveryError, textAt, type OutgoingSms, type SmsSender } from '@ruyi/engine/messages';
import type { OutsideAnswer } from '@ruyi/platform/outbound';
import { askGateway, type GatewayLine } from './ask-gateway.js';
import { refuseBadStatus } from './refuse-bad-status.js';

/**
 * Any gateway that speaks HTTP, described by settings: `url`, `method`, `headers` (a line each), `body`, and `success`,
 * a text that a good answer contains; `messageId`, the place of the gateway's id in a JSON answer (`data.id`). In url, headers and body stand `{{mobile}} {{text}} {{signature}} {{key}} {{templateCode}} {{token}}`,
 * written as the place asks: percent-encoded in the address and in a form body, escaped in a JSON body.
 */
export async function sendByHttp(sender: SmsSender, sms: OutgoingSms, line: GatewayLine): Promise<string> {
  const { settings, secrets } = sender;
  const values: Readonly<Record<string, string>> = {
    mobile: sms.mobile,
    text: sms.text,
    signature: sms.signature,
    key: sms.key,
    templateCode: sms.templateCode ?? '',
    token: secrets['token'] ?? '',
    ...Object.fromEntries(sms.params.map(({ name, value }) => [`param.${name}`, value])),
  };
  const method = (settings['method'] ?? 'POST').toUpperCase();
  const url = new URL(fill(settings['url'] ?? '', values, encodeURIComponent));
  const headers = headersOf(settings['headers'] ?? '', values);
  const body =
    method === 'GET' ? null : fill(settings['body'] ?? '', values, writerFor(headers, settings['body'] ?? ''));
  const answer = await askGateway(line, { url, method, headers: Object.fromEntries(headers), body });
  refuseBadStatus(answer);
  const success = settings['success'];
  if (success && !answer.body.includes(success))
    throw new DeliveryError(`the gateway answered: ${answer.body.slice(0, 200)}`, false);
  return providerIdOf(answer, settings['messageId']);
}

/** Under which id the gateway will speak of the message: at a place of its JSON answer, else in the usual header. */
function providerIdOf(answer: OutsideAnswer, path: string | undefined): string {
  const header = answer.headers['x-message-id'];
  if (!path) return typeof header === 'string' ? header : '';
  try {
    return textAt(JSON.parse(answer.body), path) ?? '';
  } catch {
    // An answer that is no JSON holds no place; the message's own key still tells its receipts.
    return '';
  }
}

function fill(template: string, values: Readonly<Record<string, string>>, write: (value: string) => string): string {
  return template.replaceAll(/\{\{\s*([\w.]+)\s*\}\}/g, (_place, name: string) => write(values[name] ?? ''));
}

function headersOf(lines: string, values: Readonly<Record<string, string>>): Headers {
  const headers = new Headers();
  for (const line of lines.split('\n')) {
    const colon = line.indexOf(':');
    // A line break in a value would start another header.
    if (colon > 0)
      headers.set(
        line.slice(0, colon).trim(),
        fill(line.slice(colon + 1).trim(), values, (value) => value.replaceAll(/[\r\n]/g, ' ')),
      );
  }
  return headers;
}

function writerFor(headers: Headers, body: string): (value: string) => string {
  const looksLikeJson = body.trimStart().startsWith('{') || body.trimStart().startsWith('[');
  if (!headers.has('content-type'))
    headers.set('content-type', looksLikeJson ? 'application/json' : 'application/x-www-form-urlencoded');
  const type = headers.get('content-type') ?? '';
  if (type.includes('json')) return (value) => JSON.stringify(value).slice(1, -1);
  if (type.includes('form-urlencoded')) return encodeURIComponent;
  if (type.includes('xml'))
    return (value) =>
      value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
  return (value) => value;
}
