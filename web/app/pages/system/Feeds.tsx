import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Schema } from '@/api/client'
import { Loaded } from '@/components/Loaded'
import { Badge } from '@/ui/Badge'
import { EmptyState } from '@/ui/EmptyState'
import { Numeric } from '@/ui/Figures'
import { Panel } from '@/ui/Panel'
import { Table, type Column } from '@/ui/Table'
import { writtenSpan } from '@/util/duration'
import { queueOf } from './queue'
import { systemQuery } from './queries'
import styles from './System.module.css'

type FeedLine = Schema<'FeedLine'>

/** Who reads whose events, and how far each is behind. */
export function Feeds() {
  const { t } = useTranslation('system')
  const report = useQuery(systemQuery)
  const columns: Column<FeedLine>[] = [
    {
      key: 'reader',
      head: t('feeds.reader'),
      cell: (line) => <strong>{line.reader}</strong>,
      compare: (a, b) => (a.reader < b.reader ? -1 : 1),
    },
    {
      key: 'feed',
      head: t('feeds.feed'),
      cell: (line) => line.feed,
      compare: (a, b) => (a.feed < b.feed ? -1 : 1),
    },
    {
      key: 'position',
      head: t('feeds.position'),
      align: 'end',
      wideOnly: true,
      cell: (line) => <Numeric value={line.position} />,
    },
    {
      key: 'head',
      head: t('feeds.head'),
      align: 'end',
      wideOnly: true,
      cell: (line) => <Numeric value={line.head} />,
    },
    {
      key: 'queue',
      head: '',
      wideOnly: true,
      width: '26%',
      cell: (line) => (
        <span className={styles.queue} data-tone={queueOf(line)} aria-hidden>
          <i
            style={{
              width: `${line.head ? Math.min(100, (line.position / line.head) * 100) : 0}%`,
            }}
          />
        </span>
      ),
    },
    {
      key: 'events',
      head: t('feeds.events'),
      align: 'end',
      cell: (line) => <Numeric value={line.lagEvents} />,
      compare: (a, b) => (a.lagEvents ?? Infinity) - (b.lagEvents ?? Infinity),
    },
    {
      key: 'seconds',
      head: t('feeds.seconds'),
      cell: (line) => <Lag line={line} />,
      compare: (a, b) => (a.lagSeconds ?? Infinity) - (b.lagSeconds ?? Infinity),
    },
  ]
  return (
    <Panel title={t('feeds.title')} about={t('feeds.about')} flush>
      <Loaded query={report} lines={10}>
        {(data) => (
          <Table
            label={t('feeds.title')}
            columns={columns}
            rows={data.feeds}
            rowKey={(line) => `${line.reader} ${line.feed}`}
            sortedBy="-seconds"
            empty={<EmptyState small title={t('feeds.empty')} />}
          />
        )}
      </Loaded>
    </Panel>
  )
}

function Lag({ line }: { line: FeedLine }) {
  const { t, i18n } = useTranslation('system')
  switch (queueOf(line)) {
    case 'silent':
      return (
        <Badge tone="bad" dot>
          {t('feeds.silent')}
        </Badge>
      )
    case 'good':
      return (
        <Badge tone="good" dot>
          {t('feeds.upToDate')}
        </Badge>
      )
    case 'warn':
      return <Badge tone="warn">{writtenSpan(line.lagSeconds ?? 0, i18n.language)}</Badge>
    case 'bad':
      return <Badge tone="bad">{writtenSpan(line.lagSeconds ?? 0, i18n.language)}</Badge>
  }
}
