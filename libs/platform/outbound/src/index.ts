export { OutboundGuard, type OutboundRules } from './outbound-guard.js';
export { OutboundRefused } from './outbound-refused.js';
export { OutcomeUnknown } from './outcome-unknown.js';
export { isPublicAddress } from './is-public-address.js';
export { requestOutside, type OutsideAnswer, type OutsideRequest } from './request-outside.js';
export { OutsidePoster } from './outside-poster.js';
