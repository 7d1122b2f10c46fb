import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Schema } from '@/api/client'
import { Loaded } from '@/components/Loaded'
import { Badge } from '@/ui/Badge'
import { EmptyState } from '@/ui/EmptyState'
import { Numeric, Time } from '@/ui/Figures'
import { Panel } from '@/ui/Panel'
import { Table, type Column } from '@/ui/Table'
import { systemQuery } from './queries'
import styles from './System.module.css'

type ServiceLine = Schema<'ServiceLine'>
type PumpLine = Schema<'PumpLine'>

/** Every service and whether it is ready; beneath, what works in the background. */
export function Services() {
  const { t } = useTranslation('system')
  const report = useQuery(systemQuery)
  return (
    <Loaded query={report} lines={10}>
      {(data) => {
        const ready = data.services.filter((each) => each.answers && each.ready).length
        const count = data.services.length
        const processes = new Set(data.services.map(({ process }) => process)).size
        return (
          <div className={styles.stack}>
            <Panel
              title={t('services.title')}
              about={t('services.about', { count: processes })}
              flush
              end={
                <Badge tone={ready === count ? 'good' : 'bad'} dot>
                  {ready === count
                    ? t('services.allReady', { count })
                    : t('services.notReady', { ready, count })}
                </Badge>
              }
            >
              <ServiceTable services={data.services} />
            </Panel>
            <Panel title={t('pumps.title')} about={t('pumps.about')} flush>
              <PumpTable pumps={data.pumps} />
            </Panel>
          </div>
        )
      }}
    </Loaded>
  )
}

function ServiceTable({ services }: { services: readonly ServiceLine[] }) {
  const { t } = useTranslation('system')
  const columns: Column<ServiceLine>[] = [
    {
      key: 'service',
      head: t('services.service'),
      cell: (line) => <strong>{line.service}</strong>,
      compare: (a, b) => (a.service < b.service ? -1 : 1),
    },
    { key: 'state', head: t('services.state'), cell: (line) => <State line={line} /> },
    {
      key: 'process',
      head: t('services.process'),
      wideOnly: true,
      cell: (line) => (
        <span>
          {line.process} <small>{line.address ?? t('services.gateway')}</small>
        </span>
      ),
      compare: (a, b) => a.process - b.process,
    },
    {
      key: 'started',
      head: t('services.started'),
      cell: (line) => <Time at={line.startedAt} look="ago" />,
    },
    {
      key: 'version',
      head: t('services.version'),
      align: 'end',
      wideOnly: true,
      cell: (line) => <code>{line.version ?? '–'}</code>,
    },
  ]
  return (
    <Table
      label={t('services.title')}
      columns={columns}
      rows={services}
      rowKey={(line) => line.service}
    />
  )
}

function State({ line }: { line: ServiceLine }) {
  const { t } = useTranslation('system')
  if (!line.answers) {
    return (
      <Badge tone="bad" dot>
        {t('services.silent')}
      </Badge>
    )
  }
  if (line.ready) {
    return (
      <Badge tone="good" dot>
        {t('services.ready')}
      </Badge>
    )
  }
  return (
    <span className={styles.badges}>
      <Badge tone="warn" dot>
        {t('services.notYet')}
      </Badge>
      <small>
        {t('services.failing')}: {line.failing.join(', ')}
      </small>
    </span>
  )
}

function PumpTable({ pumps }: { pumps: readonly PumpLine[] }) {
  const { t } = useTranslation('system')
  const columns: Column<PumpLine>[] = [
    {
      key: 'name',
      head: t('pumps.name'),
      cell: (pump) => <strong>{pump.name}</strong>,
      compare: (a, b) => (a.name < b.name ? -1 : 1),
    },
    {
      key: 'process',
      head: t('pumps.process'),
      align: 'end',
      wideOnly: true,
      cell: (pump) => pump.process,
    },
    {
      key: 'runs',
      head: t('pumps.runs'),
      align: 'end',
      wideOnly: true,
      cell: (pump) => <Numeric value={pump.runs} />,
      compare: (a, b) => a.runs - b.runs,
    },
    {
      key: 'taken',
      head: t('pumps.taken'),
      align: 'end',
      cell: (pump) => <Numeric value={pump.taken} />,
      compare: (a, b) => a.taken - b.taken,
    },
    {
      key: 'last',
      head: t('pumps.last'),
      cell: (pump) => <Time at={pump.lastRunAt} look="ago" />,
    },
    {
      key: 'failures',
      head: t('pumps.failures'),
      align: 'end',
      cell: (pump) =>
        pump.failures === 0 ? (
          <span className={styles.faint}>0</span>
        ) : (
          <Badge tone="warn">{pump.failures}</Badge>
        ),
      compare: (a, b) => a.failures - b.failures,
    },
    {
      key: 'failure',
      head: t('pumps.lastFailure'),
      wideOnly: true,
      cell: (pump) =>
        pump.lastFailure === '' ? (
          <span className={styles.faint}>{t('pumps.none')}</span>
        ) : (
          <span className={styles.failure} title={pump.lastFailure}>
            <Time at={pump.lastFailureAt} look="ago" /> {pump.lastFailure}
          </span>
        ),
    },
  ]
  return (
    <Table
      label={t('pumps.title')}
      columns={columns}
      rows={pumps}
      rowKey={(pump) => `${pump.process} ${pump.name}`}
      sortedBy="-failures"
      empty={<EmptyState small title={t('pumps.empty')} />}
    />
  )
}
