import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, ask } from '@/api/client'
import { Badge } from '@/ui/Badge'
import { Money, Percent, Time } from '@/ui/Figures'
import { Facts, Figure, Figures, Panel } from '@/ui/Panel'
import styles from './Claim.module.css'
import { stages } from './clock'
import type { Claim, Policy } from './queries'

/** From the loss to what is paid, and how far the payout is. */
export function ClaimAmounts({ claim, policy }: { claim: Claim; policy: Policy | undefined }) {
  const { t } = useTranslation('cover')
  const payouts = useQuery({
    queryKey: ['payouts'],
    queryFn: () => ask(api.GET('/api/v1/payouts')),
    refetchInterval: 5_000,
  })
  const payout = payouts.data?.payouts.find((each) => each.claim === claim.claim)
  return (
    <Panel title={t('claim.amounts')}>
      <Figures className={styles.amounts}>
        <Figure label={t('claim.loss')} note={t('claim.lossNote')}>
          {claim.loss ? <Money amount={claim.loss.amount} /> : <Unknown claim={claim} />}
        </Figure>
        <Figure label={t('claim.benefit')} note={t('claim.benefitNote')}>
          {claim.benefit ? (
            <Money amount={claim.benefit.amount} className={styles.benefit} />
          ) : (
            <Unknown claim={claim} />
          )}
        </Figure>
      </Figures>
      <div className={styles.conditions}>
        {policy && (
          <Facts
            rows={[
              [t('claim.sum'), <Money key="sum" {...policy.sumInsured} />],
              [t('claim.deductible'), <Money key="deductible" {...policy.deductible} />],
              [
                t('claim.coinsurance'),
                <Percent key="coinsurance" share={policy.coinsurance} places={0} />,
              ],
            ]}
          />
        )}
        {payout && (
          <Facts
            rows={[
              [
                t('claim.payout'),
                <Badge key="state" tone={payout.state === 'CONFIRMED' ? 'good' : 'info'}>
                  {t(`payoutState.${payout.state}`)}
                </Badge>,
              ],
              [<Time key="at" at={payout.updatedAt} />, <Money key="amount" {...payout.amount} />],
              [t('claim.approvals'), payout.approvals.join(', ') || t('claim.nobody')],
            ]}
          />
        )}
        <Facts
          rows={[
            [t('claim.score'), String(claim.score)],
            ...claim.hits.map((hit) => [<code key="code">{hit.code}</code>, hit.reason] as const),
          ]}
        />
      </div>
    </Panel>
  )
}

function Unknown({ claim }: { claim: Claim }) {
  const { t } = useTranslation('cover')
  const isOver = stages(claim.state).failed
  return <span className={styles.unknown}>{t(isOver ? 'claim.nothing' : 'claim.notYet')}</span>
}
