import { DeliveryError, type OutgoingSms } from '@ruyi/engine/messages';
import { OutboundGuard, requestOutside } from '@ruyi/platform/outbound';

/** The sink is the install's own and stands on this machine: no tenant names it. */
const open = new OutboundGuard({ allowPrivateHosts: true });

/** Hands an SMS to the development sink; answers with the sink's id. */
export async function sendToSink(
  sinkUrl: string | null,
  sms: OutgoingSms,
  callback: string | undefined,
): Promise<string> {
  if (!sinkUrl) throw new DeliveryError('no SMS sink runs here', false);
  const { status, body } = await requestOutside(open, {
    url: new URL('/send', sinkUrl),
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ to: sms.mobile, text: sms.text, signature: sms.signature, key: sms.key, callback }),
    timeoutMs: 10_000,
  });
  if (status !== 200 && status !== 201) throw new DeliveryError(`the SMS sink answered ${status}`, true);
  return (JSON.parse(body) as { id: string }).id;
}
