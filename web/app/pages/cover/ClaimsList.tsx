import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Loaded } from '@/components/Loaded'
import { EmptyState } from '@/ui/EmptyState'
import { Money, Time } from '@/ui/Figures'
import { Chevron } from '@/ui/icons'
import { Panel } from '@/ui/Panel'
import { paths } from '@/util/path-builder'
import { ClaimBadge } from './ClaimBadge'
import { STAGES, stages } from './clock'
import { claimsQuery, policiesQuery, type Claim } from './queries'
import styles from './Rows.module.css'

/** The claims, newest first; each leads to its own page. */
export function ClaimsList() {
  const { t } = useTranslation('cover')
  const claims = useQuery(claimsQuery)
  return (
    <Panel title={t('claims.title')} flush>
      <Loaded query={claims} lines={2}>
        {(data) =>
          data.claims.length === 0 ? (
            <EmptyState small title={t('claims.empty')} text={t('claims.emptyText')} />
          ) : (
            <ul className={styles.rows}>
              {data.claims
                .toSorted((a, b) => Date.parse(b.notifiedAt) - Date.parse(a.notifiedAt))
                .map((claim) => (
                  <li key={claim.claim}>
                    <ClaimRow claim={claim} />
                  </li>
                ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  )
}

function ClaimRow({ claim }: { claim: Claim }) {
  const { t } = useTranslation('cover')
  const policies = useQuery(policiesQuery)
  const policy = policies.data?.policies.find((each) => each.policy === claim.policy)
  const { done, failed } = stages(claim.state)
  return (
    <Link to={paths.claim(claim.claim)} className={styles.claim}>
      <span className={styles.what}>
        <strong>{policy?.symbol ?? t('claim.title')}</strong>
        <small>
          {t('claims.order')} {claim.venueOrderId}
        </small>
      </span>
      <ClaimBadge state={claim.state} />
      <span
        className={styles.stages}
        data-failed={failed || undefined}
        role="img"
        aria-label={t('claims.stages', { done })}
      >
        {Array.from({ length: STAGES }, (_, at) => (
          <i key={at} data-done={at < done || undefined} />
        ))}
      </span>
      <span className={styles.when}>
        <small>{t(claim.filedByHand ? 'claims.byHand' : 'claims.byItself')}</small>
        <Time at={claim.notifiedAt} />
      </span>
      <span className={styles.amount}>
        <small>{t('claims.loss')}</small>
        <Money amount={claim.loss?.amount} />
      </span>
      <span className={styles.amount}>
        <small>{t('claims.benefit')}</small>
        <Money amount={claim.benefit?.amount} />
      </span>
      <span className={styles.chevron} aria-hidden>
        <Chevron />
      </span>
    </Link>
  )
}
