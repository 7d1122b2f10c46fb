import { useTranslation } from 'react-i18next'
import type { Schema } from '@/api/client'
import { sign } from '@/util/decimal'
import { classes } from '@/util/classes'
import styles from './Panels.module.css'

/** A position's symbol, with its side in a word and a colour, and how it is leveraged. */
export function Symbol(props: {
  of: { symbol: string; quantity: string }
  terms?: { marginMode: Schema<'MarginMode'>; leverage: number }
}) {
  const { t } = useTranslation('ticket')
  const { of, terms } = props
  const isLong = sign(of.quantity) > 0
  return (
    <span className={classes(styles.symbol, isLong ? styles.long : styles.short)}>
      <strong>{of.symbol}</strong>
      <small>
        <b>
          {isLong ? '▲ ' : '▼ '}
          {t(isLong ? 'long' : 'short')}
        </b>
        {terms && ` ${terms.leverage}× ${t(`leverage.${terms.marginMode}`)}`}
      </small>
    </span>
  )
}

/** Which way an order or a fill goes. */
export function SideWord({ side }: { side: Schema<'Side'> }) {
  const { t } = useTranslation('ticket')
  return (
    <span className={side === 'BUY' ? styles.up : styles.down}>
      {side === 'BUY' ? '▲ ' : '▼ '}
      {t(side === 'BUY' ? 'buy' : 'sell')}
    </span>
  )
}
