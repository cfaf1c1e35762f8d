/** `invited`: not yet logged in; `disabled`: may no longer log in, still named everywhere. */
export const USER_STATES = ['active', 'invited', 'disabled'] as const;
export type UserState = (typeof USER_STATES)[number];
