type TextOf = (value: string) => string;

const kindOfMessage: TextOf = (value) => `admin.messages.kind.${value}`;
const encryption: TextOf = (value) => `admin.senders.${value === 'false' ? 'secureNo' : 'secureYes'}`;

/** Settings whose values are words of ours, as the page that sets them says them: the setting to the text of a value. */
export const AUDIT_VALUE_TEXTS: Readonly<Record<string, TextOf>> = {
  smsKind: kindOfMessage,
  mailKind: kindOfMessage,
  auditState: (value) => `admin.messages.audit.${value}`,
  provider: (value) => `admin.senders.providers.${value}`,
  secure: encryption,
};
