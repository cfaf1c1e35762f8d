import { DeliveryError, type OutgoingSms } from '@ruyi/engine/messages';

/** Hands an SMS to the development sink; answers with the sink's id. */
export async function sendToSink(
  sinkUrl: string | null,
  sms: OutgoingSms,
  callback: string | undefined,
): Promise<string> {
  if (!sinkUrl) throw new DeliveryError('no SMS sink runs here', false);
  const response = await fetch(new URL('/send', sinkUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ to: sms.mobile, text: sms.text, signature: sms.signature, key: sms.key, callback }),
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok) throw new DeliveryError(`the SMS sink answered ${response.status}`, true);
  return ((await response.json()) as { id: string }).id;
}
