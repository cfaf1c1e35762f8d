import { messageOf, type ErrorCode } from '@ruyi/contract/errors';
import type { Locale } from '@ruyi/contract/metadata';
import type { NotificationKind } from './notification.js';

type Params = Readonly<Record<string, string | number>>;
type Wording = (p: Params) => string;

const TEXTS: Record<NotificationKind, Record<Locale, Wording>> = {
  allocated: {
    'zh-CN': (p) => `${p['actor']}将${p['module']} ${p['name']} 分配给你`,
    en: (p) => `${p['actor']} allocated the ${lower(p['module'])} ${p['name']} to you`,
  },
  transferred: {
    'zh-CN': (p) => `${p['actor']}将${p['module']} ${p['name']} 转移给你`,
    en: (p) => `${p['actor']} transferred the ${lower(p['module'])} ${p['name']} to you`,
  },
  claimed: {
    'zh-CN': (p) => `${p['actor']}领取了${p['module']} ${p['name']}`,
    en: (p) => `${p['actor']} claimed the ${lower(p['module'])} ${p['name']}`,
  },
  reclaimed: {
    'zh-CN': (p) => `${p['module']} ${p['name']} 已按规则回收到公海`,
    en: (p) => `The ${lower(p['module'])} ${p['name']} was reclaimed into the pool by rule`,
  },
  reclaimedMany: {
    'zh-CN': (p) => `${p['count']} 个${p['module']}已按规则回收到公海，例如 ${p['name']}`,
    en: (p) => `${p['count']} ${lower(p['module'])} were reclaimed into the pool by rule, such as ${p['name']}`,
  },
  reclaimSoonMany: {
    'zh-CN': (p) => `${p['count']} 个${p['module']}将在 ${p['days']} 天内被回收到公海，例如 ${p['name']}`,
    en: (p) =>
      `${p['count']} ${lower(p['module'])} will be reclaimed into the pool within ${p['days']} days, such as ${p['name']}`,
  },
  reclaimSoon: {
    'zh-CN': (p) => `${p['module']} ${p['name']} 将在 ${p['days']} 天后被回收到公海`,
    en: (p) => `The ${lower(p['module'])} ${p['name']} will be reclaimed into the pool in ${p['days']} days`,
  },
  reclaimPlanned: {
    'zh-CN': (p) =>
      `公海「${p['pool']}」的回收规则：你名下 ${p['in30']} 个${p['module']} 30 天内会被回收，其中 ${p['in7']} 个在 7 天内`,
    en: (p) =>
      `By the rules of the pool ${p['pool']}, ${p['in30']} of your ${lower(p['module'])} will be reclaimed within 30 days, ${p['in7']} of them within 7`,
  },
  putInPool: {
    'zh-CN': (p) => `${p['actor']}将你的${p['module']} ${p['name']} 放入公海`,
    en: (p) => `${p['actor']} put your ${lower(p['module'])} ${p['name']} in the pool`,
  },
  teamAdded: {
    'zh-CN': (p) => `${p['actor']}将你加入${p['module']} ${p['name']} 的团队`,
    en: (p) => `${p['actor']} added you to the team of the ${lower(p['module'])} ${p['name']}`,
  },
  merged: {
    'zh-CN': (p) => `${p['actor']}将你的${p['module']} ${p['name']} 合并到了另一条记录`,
    en: (p) => `${p['actor']} merged your ${lower(p['module'])} ${p['name']} into another record`,
  },
  mentioned: {
    'zh-CN': (p) => `${p['actor']}在${p['name']}的跟进记录中提到了你`,
    en: (p) => `${p['actor']} mentioned you in a follow-up on ${p['name']}`,
  },
  jobDone: {
    'zh-CN': (p) => `${p['name']} 已完成：${p['done']} 条成功，${p['failed']} 条失败`,
    en: (p) => `${p['name']} is done: ${p['done']} succeeded, ${p['failed']} failed`,
  },
  webhookOff: {
    'zh-CN': (p) =>
      p['reason'] === 'gone'
        ? `Webhook「${p['name']}」已停用：对方回复地址已失效（410）`
        : `Webhook「${p['name']}」已停用：三天都没有送达`,
    en: (p) =>
      p['reason'] === 'gone'
        ? `The webhook ${p['name']} was switched off: its receiver says that it is gone (410)`
        : `The webhook ${p['name']} was switched off: nothing arrived for three days`,
  },
  sendDone: {
    'zh-CN': (p) => `${p['name']} 已发送：${p['done']} 条成功，${p['failed']} 条未发送`,
    en: (p) => `${p['name']} was sent: ${p['done']} sent, ${p['failed']} not`,
  },
  sendFailed: {
    'zh-CN': (p) => `${p['name']} 发送出错：${reason(p, 'zh-CN')}`,
    en: (p) => `Sending ${p['name']} failed: ${reason(p, 'en')}`,
  },
};

/** The notification's sentence in the reader's language; `module` is a pair of labels `zh|en`. */
export function notificationText(kind: NotificationKind, params: Params, locale: Locale): string {
  const wording = TEXTS[kind];
  const [zh, en] = String(params['module'] ?? '').split('|');
  const actor = params['actor'] || (locale === 'en' ? 'The system' : '系统');
  return wording[locale]({ ...params, actor, module: (locale === 'en' ? en || zh : zh) ?? '' });
}

function reason(params: Params, locale: Locale): string {
  return messageOf({ code: String(params['code']) as ErrorCode, key: String(params['key']), params }, locale);
}

function lower(value: string | number | undefined): string {
  return String(value ?? '').toLowerCase();
}
