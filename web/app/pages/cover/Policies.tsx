import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Loaded } from '@/components/Loaded'
import { FileClaimForm } from '@/forms/FileClaimForm'
import { Badge, type Tone } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { EmptyState } from '@/ui/EmptyState'
import { Countdown, Money, Percent, Price, Time, useNow } from '@/ui/Figures'
import { Shield } from '@/ui/icons'
import { Panel } from '@/ui/Panel'
import { classes } from '@/util/classes'
import { progress, isRunning } from './clock'
import { DistanceBar } from './DistanceBar'
import { room } from './insurability'
import { policiesQuery, useMark, type Held, type Policy } from './queries'
import styles from './Rows.module.css'

const TONES: Record<Policy['state'], Tone> = {
  WAITING: 'info',
  ACTIVE: 'cover',
  VOIDED_PRE_TRIGGER: 'plain',
  EXPIRED: 'plain',
  EXHAUSTED: 'good',
  TERMINATED_POSITION_CLOSED: 'plain',
  CLOSED: 'plain',
}

/** Every policy with its clock and how far the price is from its barrier; those that run first. */
export function Policies({ held }: { held: readonly Held[] }) {
  const { t } = useTranslation(['cover', 'common'])
  const policies = useQuery(policiesQuery)
  const [filing, setFiling] = useState<Policy | null>(null)
  return (
    <Panel title={t('policies.title')} flush>
      <Loaded query={policies}>
        {(data) =>
          data.policies.length === 0 ? (
            <EmptyState
              small
              icon={<Shield size={24} />}
              title={t('policies.empty')}
              text={t('policies.emptyText')}
            />
          ) : (
            <ul className={styles.rows}>
              {data.policies
                .toSorted((a, b) => Number(isRunning(b)) - Number(isRunning(a)))
                .map((policy) => (
                  <Row key={policy.policy} policy={policy} held={held} onFile={setFiling} />
                ))}
            </ul>
          )
        }
      </Loaded>
      <Dialog
        open={filing !== null}
        onClose={() => setFiling(null)}
        title={t('file.title')}
        closeLabel={t('common:close')}
      >
        {filing && <FileClaimForm policy={filing.policy} onDone={() => setFiling(null)} />}
      </Dialog>
    </Panel>
  )
}

function Row(props: { policy: Policy; held: readonly Held[]; onFile: (policy: Policy) => void }) {
  const { t } = useTranslation('cover')
  const { policy, held, onFile } = props
  const isOpen = isRunning(policy)
  return (
    <li className={classes(styles.policy, !isOpen && styles.past)}>
      <div className={styles.what}>
        <strong>{policy.symbol}</strong>
        <small>
          {t(policy.side === 'LONG' ? 'long' : 'short')} {policy.leverage}× · {policy.venue}
        </small>
      </div>
      <Badge tone={TONES[policy.state]} dot={isOpen}>
        {t(`policies.${policy.state}`)}
      </Badge>
      {isOpen ? <Clock policy={policy} /> : <Ended policy={policy} />}
      <Distance policy={policy} held={held} isOpen={isOpen} />
      <Amount label={t('policies.sum')} money={policy.sumInsured} />
      <Amount label={t('policies.premium')} money={policy.premium} />
      <Amount label={t('policies.paid')} money={policy.paid} />
      <span className={styles.act}>
        {policy.state === 'ACTIVE' || policy.state === 'TERMINATED_POSITION_CLOSED' ? (
          <Button size="sm" kind="quiet" onClick={() => onFile(policy)}>
            {t('policies.claim')}
          </Button>
        ) : null}
      </span>
    </li>
  )
}

function Clock({ policy }: { policy: Policy }) {
  const { t } = useTranslation('cover')
  const now = useNow(1_000, true)
  const { waiting, waited, passed } = progress(policy, now)
  const begins = now < Date.parse(policy.coverFrom)
  return (
    <div className={styles.clock}>
      <span>
        <small>{t(begins ? 'policies.begins' : 'policies.ends')}</small>{' '}
        <b>
          <Countdown until={begins ? policy.coverFrom : policy.coverUntil} />
        </b>
      </span>
      <span className={styles.time} aria-hidden>
        <i className={styles.waiting} style={{ width: `${Math.max(waiting, 0.03) * 100}%` }}>
          <b style={{ width: `${waited * 100}%` }} />
        </i>
        <i className={styles.term}>
          <b style={{ width: `${passed * 100}%` }} />
        </i>
      </span>
    </div>
  )
}

function Ended({ policy }: { policy: Policy }) {
  const { t } = useTranslation('cover')
  return (
    <div className={styles.clock}>
      <span>
        <small>{t('policies.ended')}</small> <Time at={policy.coverUntil} />
      </span>
    </div>
  )
}

function Distance(props: { policy: Policy; held: readonly Held[]; isOpen: boolean }) {
  const { t } = useTranslation('cover')
  const { policy, held, isOpen } = props
  const position = held.find(
    (each) => each.account === policy.account && each.symbol === policy.symbol,
  )
  const asked = useMark(policy.venue, policy.symbol, isOpen && position === undefined)
  const mark = position?.markPrice ?? asked
  const away = mark === null ? null : room(policy.side, mark, policy.barrier)
  return (
    <div className={styles.clock}>
      <span>
        <small>H₀</small> <Price value={policy.barrier} />
      </span>
      {isOpen && away !== null && (
        <span className={styles.away}>
          <DistanceBar share={away} />
          {away <= 0 ? t('policies.beyond') : <Percent share={away} />}
        </span>
      )}
    </div>
  )
}

function Amount(props: { label: string; money: { amount: string; asset: string } }) {
  return (
    <div className={styles.amount}>
      <small>{props.label}</small>
      <Money amount={props.money.amount} />
    </div>
  )
}
