import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { api, ask, type Schema } from '@/api/client'
import { words } from '@/api/errors'
import { Badge } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { EmptyState, Notice } from '@/ui/EmptyState'
import { Time } from '@/ui/Figures'
import { Check, Chevron, Cross, Shield } from '@/ui/icons'
import { Panel } from '@/ui/Panel'
import { Select } from '@/ui/Select'
import { Skeleton } from '@/ui/Spinner'
import { written } from '@/util/decimal'
import { DiffTable } from './DiffTable'
import styles from './System.module.css'

type AuditRecord = Schema<'AuditRecord'>

const SERVICES = [
  'config',
  'cover',
  'fund',
  'payout',
  'risk',
  'trading',
  'strategy',
  'users',
  'chain',
]
const PAGE = 50

/** Who changed what and why, newest first; each record opens into what it changed. */
export function AuditTrail() {
  const { t } = useTranslation('system')
  const [search, setSearch] = useSearchParams()
  const asked = search.get('service') ?? ''
  const service = SERVICES.includes(asked) ? asked : 'config'
  return (
    <div className={styles.stack}>
      <Chains />
      <Panel
        title={t('audit.title')}
        flush
        end={
          <Select
            label={t('audit.service')}
            labelHidden
            value={service}
            options={SERVICES.map((value) => ({ value, label: value }))}
            onChange={(value) => setSearch({ tab: 'audit', service: value }, { replace: true })}
          />
        }
      >
        <Records key={service} service={service} />
      </Panel>
    </div>
  )
}

function Records({ service }: { service: string }) {
  const { t } = useTranslation(['system', 'common'])
  const query = useInfiniteQuery({
    queryKey: ['audit', service],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/v1/audit', {
          params: {
            query: { service, limit: PAGE, ...(pageParam === null ? {} : { before: pageParam }) },
          },
        }),
      ),
    initialPageParam: null as number | null,
    getNextPageParam: (last) => last.next ?? undefined,
  })
  if (query.error !== null) {
    return (
      <Notice
        tone="bad"
        end={
          <Button size="sm" onClick={() => void query.refetch()}>
            {t('common:retry')}
          </Button>
        }
      >
        {words(query.error, t)}
      </Notice>
    )
  }
  if (query.data === undefined) return <Skeleton lines={8} />
  const records = query.data.pages.flatMap((page) => page.records)
  if (records.length === 0) return <EmptyState small title={t('audit.empty')} />
  return (
    <>
      <ol className={styles.records}>
        {records.map((record) => (
          <Record key={record.seq} record={record} />
        ))}
      </ol>
      {query.hasNextPage && (
        <div className={styles.more}>
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('audit.more')}
          </Button>
        </div>
      )}
    </>
  )
}

function Record({ record }: { record: AuditRecord }) {
  const { t } = useTranslation('system')
  const [open, setOpen] = useState(false)
  return (
    <li>
      <button
        type="button"
        className={styles.record}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <span className={styles.faint}>{record.seq}</span>
        <Time at={record.at} />
        <strong>{record.action}</strong>
        <span className={styles.object}>{record.object}</span>
        <span>{record.actor}</span>
        <span className={styles.why}>{record.why}</span>
        <Chevron />
      </button>
      {open && (
        <div className={styles.opened}>
          <DiffTable before={record.before} after={record.after} />
          <p className={styles.faint}>
            {t('audit.hash')} <code>{record.hash}</code>
          </p>
        </div>
      )}
    </li>
  )
}

/** Verifies the chain of every service and says where one is broken. */
function Chains() {
  const { t } = useTranslation('system')
  const verifying = useMutation({
    mutationFn: () => ask(api.GET('/api/v1/audit/verification')),
  })
  const { data, error } = verifying
  return (
    <div className={styles.chains}>
      <div>
        {error !== null && (
          <Notice tone="bad" title={t('audit.failed')}>
            {words(error, t)}
          </Notice>
        )}
        {data && (
          <>
            <p className={styles.verdict} data-good={data.intact}>
              {data.intact ? <Check /> : <Cross />}
              {data.intact ? t('audit.intact', { count: data.chains.length }) : t('audit.broken')}
            </p>
            <ul className={styles.badges}>
              {data.chains.map((chain) => (
                <li key={chain.service}>
                  <Badge tone={chain.intact ? 'good' : 'bad'} title={chain.head}>
                    {chain.service}{' '}
                    {chain.intact
                      ? written(chain.records)
                      : t('audit.chainBroken', { count: chain.firstBroken })}
                  </Badge>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
      <Button icon={<Shield />} busy={verifying.isPending} onClick={() => verifying.mutate()}>
        {t(data ? 'audit.again' : 'audit.verify')}
      </Button>
    </div>
  )
}
