import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { api, ask } from '@/api/client'
import { asProblem, words } from '@/api/errors'
import { useMay } from '@/api/roles'
import { Button } from '@/ui/Button'
import { Notice } from '@/ui/EmptyState'
import { useNow } from '@/ui/Figures'
import { compare, written } from '@/util/decimal'
import { newId } from '@/util/ids'
import { paths } from '@/util/path-builder'
import styles from './Cover.module.css'
import { balanceQuery, policiesQuery, quoteQuery, type Quote } from './queries'

const TICK_MS = 200

/** Binds the quote while its price is good, and asks again when it no longer is. */
export function BindBar(props: {
  priced: Quote
  cameAt: number | null
  onAgain: () => void
  onBound: () => void
}) {
  const { t } = useTranslation('cover')
  const { priced, cameAt, onAgain, onBound } = props
  const client = useQueryClient()
  const may = useMay('COVER')
  const balance = useQuery(balanceQuery)
  // One policy id for one quote: pressing twice is the same command.
  const [policy] = useState(newId)
  const length = Date.parse(priced.expiresAt) - Date.parse(priced.quotedAt)
  const until = cameAt === null ? Date.parse(priced.expiresAt) : cameAt + length
  const isOpen = priced.state === 'PRICED'
  const now = useNow(TICK_MS, isOpen)
  const left = Math.max(0, until - now)
  const binding = useMutation({
    mutationFn: () => ask(api.POST('/api/v1/policies', { body: { quote: priced.quote, policy } })),
    onSuccess: async () => {
      client.setQueryData(quoteQuery(priced.quote).queryKey, { ...priced, state: 'ACCEPTED' })
      onBound()
      await Promise.all(
        [policiesQuery.queryKey, balanceQuery.queryKey].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      )
    },
  })
  if (priced.state === 'ACCEPTED') return <Notice tone="good">{t('bind.boundNote')}</Notice>
  const premium = `${written(priced.premium.amount, { places: 2 })} ${priced.premium.asset}`
  const available = balance.data?.available
  const isShort = available !== undefined && compare(available.amount, priced.premium.amount) < 0
  const isReferred = priced.code === 'REFER'
  const wasOver = binding.error !== null && asProblem(binding.error).code === 'quote_expired'
  const isOver = left === 0 || !isOpen || wasOver
  return (
    <div className={styles.bind}>
      {binding.error !== null && !wasOver && <Notice tone="bad">{words(binding.error, t)}</Notice>}
      <div className={styles.bindRow}>
        <p className={styles.bindWords}>
          {!isReferred && (
            <span role="timer">
              {isOver ? t('bind.over') : t('bind.good', { seconds: Math.ceil(left / 1000) })}
            </span>
          )}
          {available !== undefined && (
            <span className={isShort ? styles.short : undefined}>
              {t(isShort ? 'bind.short' : 'bind.balance', {
                available: `${written(available.amount, { places: 2 })} ${available.asset}`,
              })}{' '}
              {isShort && <Link to={paths.fund()}>{t('bind.deposit')}</Link>}
            </span>
          )}
        </p>
        {isOver || isReferred ? (
          <Button size="lg" disabled={isReferred} onClick={onAgain}>
            {t('bind.again')}
          </Button>
        ) : (
          <Button
            kind="primary"
            size="lg"
            disabled={!may || isShort}
            busy={binding.isPending}
            onClick={() => binding.mutate()}
          >
            {t('bind.bind', { premium })}
          </Button>
        )}
      </div>
      {!isReferred && (
        <span className={styles.fuse} aria-hidden>
          <i style={{ transform: `scaleX(${length > 0 ? Math.min(1, left / length) : 0})` }} />
        </span>
      )}
    </div>
  )
}
