import { queryOptions, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { api, ask } from '@/api/client'
import { Loaded } from '@/components/Loaded'
import { Page } from '@/layouts/Page'
import { Panel } from '@/ui/Panel'
import { paths } from '@/util/path-builder'
import { ClaimAmounts } from './ClaimAmounts'
import { ClaimBadge } from './ClaimBadge'
import { ClaimDecision } from './ClaimDecision'
import { ClaimTimeline } from './ClaimTimeline'
import { Checks } from './Checks'
import styles from './Claim.module.css'
import { Evidence } from './Evidence'
import { policyQuery } from './queries'

const EVERY_MS = 4_000
const OVER = new Set(['CLOSED', 'WITHDRAWN', 'DECLINED'])

export const claimQuery = (claim: string) =>
  queryOptions({
    queryKey: ['claim', claim],
    queryFn: () => ask(api.GET('/api/v1/claims/{claim}', { params: { path: { claim } } })),
    refetchInterval: ({ state }) => (OVER.has(state.data?.state ?? '') ? false : EVERY_MS),
  })

export const timelineQuery = (claim: string) =>
  queryOptions({
    queryKey: ['claim-timeline', claim],
    queryFn: () => ask(api.GET('/api/v1/claims/{claim}/timeline', { params: { path: { claim } } })),
    refetchInterval: ({ state }) => (OVER.has(state.data?.state ?? '') ? false : EVERY_MS),
  })

/** One claim: what happened, what was checked, what the checks rest on, and what is paid. */
export default function ClaimPage() {
  const { t } = useTranslation('cover')
  const { claim: id = '' } = useParams()
  const claim = useQuery(claimQuery(id))
  const timeline = useQuery(timelineQuery(id))
  const of = claim.data?.policy
  const policy = useQuery({ ...policyQuery(of ?? ''), enabled: of !== undefined }).data
  const side = policy && t(policy.side === 'LONG' ? 'long' : 'short').toLowerCase()
  return (
    <Page
      title={t('claim.title')}
      lead={
        <span className={styles.lead}>
          <Link to={paths.cover()}>{t('claim.back')}</Link>
          {policy && (
            <span>{t('claim.of', { symbol: policy.symbol, side, leverage: policy.leverage })}</span>
          )}
          {claim.data && (
            <span>
              {t('claims.order')} {claim.data.venueOrderId}
            </span>
          )}
        </span>
      }
      end={claim.data && <ClaimBadge state={claim.data.state} />}
    >
      <Loaded query={claim} lines={8}>
        {(data) => (
          <div className={styles.claim}>
            <div className={styles.beside}>
              <ClaimAmounts claim={data} policy={policy} />
              <ClaimDecision claim={data} />
              <Panel title={t('claim.timeline')}>
                <ClaimTimeline claim={data} />
              </Panel>
            </div>
            <div className={styles.main}>
              <Checks timeline={timeline} />
              <Evidence claim={data} />
            </div>
          </div>
        )}
      </Loaded>
    </Page>
  )
}
