import type { TFunction } from 'i18next'
import type { Order } from '@/live/shapes'
import { percent, written } from '@/util/decimal'

type T = TFunction<['desk', 'ticket', 'common']>

/** "Limit · post-only", "Stop, market": what kind of order it is, in few words. */
export function kindOf(order: Order, t: T): string {
  const { trigger, type } = order
  const limited = type === 'LIMIT'
  const form = trigger
    ? trigger.kind === 'TRAILING'
      ? t('ticket:leg.TRAILING')
      : t(
          trigger.kind === 'STOP'
            ? limited
              ? 'ticket:leg.STOP_LIMIT'
              : 'ticket:leg.STOP'
            : limited
              ? 'ticket:leg.TOUCH_LIMIT'
              : 'ticket:leg.TOUCH',
        )
    : t(limited ? 'ticket:leg.LIMIT' : 'ticket:leg.MARKET')
  const lives =
    order.timeInForce === 'GTC' ? '' : order.timeInForce.replace('POST_ONLY', 'post-only')
  return [
    form,
    limited ? lives : '',
    order.reduceOnly ? t('ticket:reduceOnly') : '',
    order.link ? order.link.kind : '',
    order.strategy,
  ]
    .filter((each) => each !== '')
    .join(' · ')
}

/** What sets the order off: "112,000.0 mark", "turns back 1.2%". */
export function triggerOf(order: Order, places: number, t: T): string {
  const { trigger } = order
  if (!trigger) return ''
  const parts = []
  if (trigger.callback != null)
    parts.push(t('orders.turnsBack', { percent: written(percent(trigger.callback)) }))
  if (trigger.price != null) parts.push(written(trigger.price, { places }))
  return parts.join(', ')
}

export const TONES: Record<Order['state'], 'plain' | 'good' | 'warn' | 'bad' | 'info'> = {
  INITIALIZED: 'plain',
  DENIED: 'bad',
  EMULATED: 'info',
  RELEASED: 'info',
  SUBMITTED: 'plain',
  UNKNOWN: 'warn',
  ACCEPTED: 'plain',
  REJECTED: 'bad',
  TRIGGERED: 'info',
  PENDING_UPDATE: 'plain',
  PARTIALLY_FILLED: 'info',
  FILLED: 'good',
  PENDING_CANCEL: 'plain',
  CANCELED: 'plain',
  EXPIRED: 'plain',
}
