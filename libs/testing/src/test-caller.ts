import { OutboundGuard, OutsidePoster } from '@ruyi/platform/outbound';

/** The product's own client for addresses that tenants name, which the operator lets reach 127.0.0.1 and nothing else inside. */
export function testCaller(): OutsidePoster {
  return new OutsidePoster(new OutboundGuard({ allowPrivateHosts: false, allowedHosts: ['127.0.0.1'] }));
}
