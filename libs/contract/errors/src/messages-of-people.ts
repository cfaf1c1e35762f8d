import type { Message } from './message.js';

/** Signing up, signing in, colleagues. */
export const MESSAGES_OF_PEOPLE = {
  wrongLogin: { zh: '账号或密码不正确', en: 'Wrong log-in or password' },
  wrongPassword: { zh: '当前密码不正确', en: 'The present password is wrong' },
  tooManyLogins: { zh: '登录失败次数过多，请稍后再试', en: 'Too many failed log-ins: try again later' },
  userDisabled: { zh: '账号已停用，请联系管理员', en: 'This user is disabled: ask your administrator' },
  passwordTooShort: { zh: '密码至少 {min} 位', en: 'A password has at least {min} characters' },
  passwordTooCommon: { zh: '密码过于简单', en: 'This password is too common' },
  passwordIsLogin: { zh: '密码不能与账号相同', en: 'The password must not be the log-in' },
  linkExpired: { zh: '链接已失效', en: 'This link is no longer valid' },
  loginTaken: { zh: '该手机号或邮箱已被使用', en: 'This mobile or e-mail is already in use' },
  alreadyMember: { zh: '已是本企业的员工', en: 'Already a member of this company' },
  emailOrMobileRequired: { zh: '请填写手机号或邮箱', en: 'A mobile or an e-mail is needed' },
  senderNotConfigured: { zh: '尚未配置发送通道', en: 'No sender is set up yet' },
} as const satisfies Readonly<Record<string, Message>>;
