import type { Message } from './message.js';

/** Signing up, signing in, colleagues. */
export const MESSAGES_OF_PEOPLE = {
  wrongLogin: { zh: '账号或密码不正确', en: 'Wrong log-in or password' },
  wrongPassword: { zh: '当前密码不正确', en: 'The present password is wrong' },
  tooManyLogins: { zh: '登录失败次数过多，请稍后再试', en: 'Too many failed log-ins: try again later' },
  userDisabled: { zh: '账号已停用，请联系管理员', en: 'This user is disabled: ask your administrator' },
  passwordTooShort: { zh: '密码至少 {min} 位', en: 'A password has at least {min} characters' },
  passwordTooCommon: {
    zh: '密码太容易被猜到，试试几个不相关的词',
    en: 'Too easy to guess: try several unrelated words',
  },
  passwordIsOwn: {
    zh: '密码不能由您的姓名、账号或企业名称组成',
    en: 'It must not be made of your name, log-in or company',
  },
  linkExpired: { zh: '链接已失效', en: 'This link is no longer valid' },
  loginTaken: { zh: '该手机号或邮箱已被使用', en: 'This mobile or e-mail is already in use' },
  alreadyMember: { zh: '已是本企业的员工', en: 'Already a member of this company' },
  emailOrMobileRequired: { zh: '请填写手机号或邮箱', en: 'A mobile or an e-mail is needed' },
  'patternMismatch.account': {
    zh: '账号须以字母开头，由 2–32 位字母、数字或 . _ - 组成',
    en: 'An account begins with a letter and has 2 to 32 letters, digits or . _ -',
  },
  'patternMismatch.roleKey': {
    zh: '标识须以字母开头，由字母、数字或下划线组成',
    en: 'A key begins with a letter and has letters, digits or underscores',
  },
  grantBeyondOwn: {
    zh: '不能授予或管理您自己没有的管理权限',
    en: 'You cannot give or manage administrative rights that you do not have',
  },
  ownRoles: { zh: '不能修改自己的角色', en: 'You cannot change your own roles' },
  lastAdmin: { zh: '企业至少要有一名在职的管理员', en: 'A company needs at least one active administrator' },
  notForKeys: { zh: 'API 密钥不能做这项操作', en: 'An API key may not do this' },
  notYourself: { zh: '不能停用自己', en: 'You cannot disable yourself' },
  circle: { zh: '上下级关系不能形成循环', en: 'This would make a circle' },
  accountShared: {
    zh: '该账号也用于其他企业，只能由本人修改',
    en: 'This account is used in other companies too: only its owner can change it',
  },
  alreadyActive: { zh: '该员工已可登录，无需邀请', en: 'This user can log in already' },
  adminRoleFixed: { zh: '管理员角色的权限不能修改', en: 'The permissions of the administrator role are fixed' },
  seededRoleFixed: {
    zh: '系统角色不能停用或删除',
    en: 'A role that ships with the product cannot be disabled or deleted',
  },
  templateWithoutCode: {
    zh: '该短信模板还没有服务商的模板编号',
    en: 'This SMS template has no code of the provider yet',
  },
  templateRejected: { zh: '该短信模板未通过服务商审核', en: 'The provider has rejected this SMS template' },
  consentWithoutAddress: {
    zh: '没有可用的手机号或邮箱，无法登记同意',
    en: 'There is no usable number or address to record consent for',
  },
  codeRequired: { zh: '请输入验证码或恢复码', en: 'Enter the code, or a recovery code' },
  wrongCode: {
    zh: '验证码不正确或已用过，请等下一个验证码',
    en: 'Wrong or used already: wait for the next code',
  },
  wrongSetUpCode: {
    zh: '验证码不正确，请核对手机时间后重试',
    en: 'Wrong code: check the clock of your phone and try again',
  },
  tooManyCodes: { zh: '验证码错误次数过多，请稍后再试', en: 'Too many wrong codes: try again later' },
  logInExpired: { zh: '登录已超时，请重新输入密码', en: 'This took too long: enter your password again' },
  setUpExpired: { zh: '设置已超时，请重新开始', en: 'This took too long: begin anew' },
  secondFactorOn: { zh: '两步验证已经启用', en: 'Two-step verification is on already' },
  secondFactorOff: { zh: '两步验证没有启用', en: 'Two-step verification is not on' },
  ownSecondFactor: {
    zh: '自己的两步验证请在“我的”里用密码和验证码关闭',
    en: 'Turn your own off on your account page, by password and code',
  },
  ownSecondFactorFirst: {
    zh: '请先给自己启用两步验证，再要求所有人',
    en: 'Set up your own two-step verification before you ask it of everybody',
  },
  senderNotConfigured: { zh: '尚未配置发送通道', en: 'No sender is set up yet' },
} as const satisfies Readonly<Record<string, Message>>;
