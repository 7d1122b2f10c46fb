import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, type Schema } from '@/api/client'
import { DistanceBar } from '@/components/DistanceBar'
import { MarginForm } from '@/forms/MarginForm'
import { StopPolicyForm } from '@/forms/StopPolicyForm'
import type { Position } from '@/live/shapes'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { Notice } from '@/ui/EmptyState'
import { Money } from '@/ui/Figures'
import { Facts } from '@/ui/Panel'
import { say } from '@/ui/Toast'
import { newId } from '@/util/ids'
import { decimal, sign, written } from '@/util/decimal'
import { useOrders } from '../stores'
import { outcomeOf } from './outcome'
import { useAct } from './useAct'

interface Props {
  position: Position
  onClose: () => void
}

/** Says what closing sends, and sends it. */
export function ClosePosition({ position, onClose }: Props) {
  const { t } = useTranslation(['desk', 'ticket', 'common'])
  const [order] = useState(() => newId())
  const { account, symbol } = position
  const closing = useAct(async () => {
    const sent = await ask(
      api.POST('/api/v1/trading/accounts/{account}/close-position', {
        params: { path: { account } },
        body: { order, symbol },
      }),
    )
    useOrders.push({ kind: 'order', order: sent })
    const { tone, kind, reason } = outcomeOf(sent)
    const text = kind === 'unknown' ? t('ticket:outcome.unknownText') : reason
    say({
      tone,
      title: t(
        kind === 'filled'
          ? 'close.done'
          : kind === 'open'
            ? 'close.sent'
            : `ticket:outcome.${kind}`,
      ),
      ...(text === '' ? {} : { text }),
    })
    onClose()
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('close.title', { symbol })}
      closeLabel={t('common:close')}
      actions={
        <>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button kind="danger" busy={closing.busy} onClick={closing.run}>
            {t('close.yes')}
          </Button>
        </>
      }
    >
      <p>
        {t('close.text', {
          side: t(sign(position.quantity) > 0 ? 'ticket:sell' : 'ticket:buy'),
          quantity: written(decimal(position.quantity)?.abs().toFixed()),
          symbol,
        })}
      </p>
      <Facts rows={[[t('close.now'), <Money key="pnl" amount={position.unrealizedPnl} moved />]]} />
      {closing.error !== null && <Notice tone="bad">{closing.error}</Notice>}
    </Dialog>
  )
}

export function ProtectDialog(
  props: Props & { places: number; policies: readonly Schema<'StopPolicy'>[] },
) {
  const { t } = useTranslation(['desk', 'common'])
  const { position, places, policies, onClose } = props
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('protect.title', { symbol: position.symbol })}
      closeLabel={t('common:close')}
    >
      <StopPolicyForm position={position} places={places} policies={policies} onDone={onClose} />
    </Dialog>
  )
}

export function MarginDialog({ position, asset, onClose }: Props & { asset: string }) {
  const { t } = useTranslation(['desk', 'common'])
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('margin.title', { symbol: position.symbol })}
      closeLabel={t('common:close')}
    >
      <DistanceBar distance={position.distance} />
      <br />
      <MarginForm position={position} asset={asset} onDone={onClose} />
    </Dialog>
  )
}
