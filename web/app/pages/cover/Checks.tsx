import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Schema } from '@/api/client'
import { Loaded } from '@/components/Loaded'
import { Alert, Check, Clock, Cross } from '@/ui/icons'
import { Panel } from '@/ui/Panel'
import { Explained } from '@/ui/Tooltip'
import styles from './Claim.module.css'

type CheckLine = Schema<'CheckLine'>

const ICONS: Record<CheckLine['state'], typeof Check> = {
  PASS: Check,
  FAIL: Cross,
  INCONCLUSIVE: Alert,
  PENDING: Clock,
}

/** V01 to V14: the question, the answer, its reason, and the documents that it rests on. */
export function Checks({ timeline }: { timeline: UseQueryResult<Schema<'ClaimTimeline'>> }) {
  const { t } = useTranslation('cover')
  const checks = timeline.data?.checks ?? []
  const count = (state: CheckLine['state']) => checks.filter((each) => each.state === state).length
  const facts = {
    passed: count('PASS'),
    failed: count('FAIL'),
    open: count('PENDING') + count('INCONCLUSIVE'),
  }
  return (
    <Panel
      title={t('check.title')}
      about={timeline.data && t('check.about', facts)}
      end={<Tally checks={checks} />}
      flush
    >
      <Loaded query={timeline} lines={10}>
        {(data) => (
          <ol className={styles.checks}>
            {data.checks.map((check) => (
              <Line key={check.code} check={check} documents={documentsOf(data)} />
            ))}
          </ol>
        )}
      </Loaded>
    </Panel>
  )
}

/** The documents in their order: V14 rests on all of them. */
function documentsOf(timeline: Schema<'ClaimTimeline'>): readonly string[] {
  return timeline.checks.reduce<readonly string[]>(
    (most, { evidence }) => (evidence.length > most.length ? evidence : most),
    [],
  )
}

function Line({ check, documents }: { check: CheckLine; documents: readonly string[] }) {
  const { t, i18n } = useTranslation('cover')
  const Icon = ICONS[check.state]
  const key = `check.${check.code}`
  const question = i18n.exists(key, { ns: 'cover' }) ? t(key as 'check.V01') : check.question
  const isAll = check.evidence.length > 0 && check.evidence.length === documents.length
  return (
    <li data-state={check.state}>
      <span className={styles.checkIcon} title={t(`check.${check.state}`)}>
        <Icon size={14} />
        <span className="hidden-visually">{t(`check.${check.state}`)}</span>
      </span>
      <code>{check.code}</code>
      <div className={styles.checkWords}>
        <p>
          {question}
          {check.decisive && check.state !== 'PASS' && (
            <small>
              <Explained tip={t('check.decisiveWhy')}>{t('check.decisive')}</Explained>
            </small>
          )}
        </p>
        {check.reason !== '' && <p className={styles.reason}>{check.reason}</p>}
      </div>
      {check.evidence.length > 0 && (
        <span className={styles.rests} title={t('check.evidence')}>
          {isAll ? (
            <b>{t('check.all', { count: documents.length })}</b>
          ) : (
            check.evidence.map((document) => (
              <b key={document}>{documents.indexOf(document) + 1}</b>
            ))
          )}
        </span>
      )}
    </li>
  )
}

function Tally({ checks }: { checks: readonly CheckLine[] }) {
  return (
    <span className={styles.tally} aria-hidden>
      {checks.map((check) => (
        <i key={check.code} data-state={check.state} />
      ))}
    </span>
  )
}
