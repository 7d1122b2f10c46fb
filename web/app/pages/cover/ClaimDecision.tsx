import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { meQuery } from '@/api/queries'
import { useMay } from '@/api/roles'
import { ClaimDecisionForm } from '@/forms/ClaimDecisionForm'
import { Notice } from '@/ui/EmptyState'
import { Panel } from '@/ui/Panel'
import type { Claim } from './queries'

/** For reviewers, while the claim is with them; nobody decides a claim of their own. */
export function ClaimDecision({ claim }: { claim: Claim }) {
  const { t } = useTranslation('cover')
  const may = useMay('REVIEW_CLAIMS')
  const me = useQuery(meQuery)
  if (!may || (claim.state !== 'REFERRED' && claim.state !== 'IN_REVIEW')) return null
  return (
    <Panel title={t('decide.title')}>
      {me.data?.user === claim.owner ? (
        <Notice tone="warn">{t('decide.own')}</Notice>
      ) : (
        <ClaimDecisionForm claim={claim.claim} />
      )}
    </Panel>
  )
}
