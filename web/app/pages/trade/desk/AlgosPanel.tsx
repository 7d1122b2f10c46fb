import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, type Schema } from '@/api/client'
import { words } from '@/api/errors'
import { Loaded } from '@/components/Loaded'
import { algosOf, isAlgoOver } from '@/live/algos'
import { Badge } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { EmptyState } from '@/ui/EmptyState'
import { Numeric, Percent, Price, Time } from '@/ui/Figures'
import { Facts } from '@/ui/Panel'
import { Table, type Column } from '@/ui/Table'
import { say } from '@/ui/Toast'
import { useAlgos } from './algoStore'
import type { PanelProps } from './BottomPanels'
import { useSteps } from './instruments'
import styles from './Panels.module.css'
import { SideWord } from './Symbol'

type Algo = Schema<'Algo'>

/** Orders that are worked in parts over time. */
export function AlgosPanel({ account, venue, only }: PanelProps) {
  const { t } = useTranslation(['desk', 'ticket'])
  const state = useAlgos()
  const steps = useSteps(venue)
  const [reported, setReported] = useState<Algo | null>(null)
  const rows = algosOf(state, account).filter((algo) => only === null || algo.order.symbol === only)
  const columns: Column<Algo>[] = [
    {
      key: 'algorithm',
      head: t('algos.algorithm'),
      cell: (row) => (
        <span className={styles.symbol}>
          <strong>{t(`ticket:algo.${row.order.tactic.algorithm}`)}</strong>
          <small>{row.order.symbol}</small>
        </span>
      ),
    },
    { key: 'side', head: t('orders.side'), cell: (row) => <SideWord side={row.order.side} /> },
    {
      key: 'progress',
      head: t('algos.progress'),
      align: 'end',
      cell: (row) => <Progress algo={row} />,
    },
    {
      key: 'average',
      head: t('orders.average'),
      align: 'end',
      cell: (row) => <Price value={row.averagePrice} places={steps(row.order.symbol).price} />,
    },
    {
      key: 'parts',
      head: t('algos.parts'),
      align: 'end',
      wideOnly: true,
      cell: (row) => row.parts,
    },
    {
      key: 'until',
      head: t('algos.until'),
      wideOnly: true,
      cell: (row) => <Time at={row.order.until} look="both" />,
    },
    { key: 'state', head: t('orders.state'), cell: (row) => <AlgoState algo={row} /> },
    {
      key: 'actions',
      head: <span className="hidden-visually">{t('orders.actions')}</span>,
      align: 'end',
      cell: (row) => <Actions algo={row} onReport={() => setReported(row)} />,
    },
  ]
  return (
    <>
      <Table
        label={t('panels.algos')}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.order.algo}
        empty={<EmptyState small title={t('algos.empty')} text={t('algos.emptyText')} />}
      />
      {reported && (
        <Report
          algo={reported}
          places={steps(reported.order.symbol).price}
          onClose={() => setReported(null)}
        />
      )}
    </>
  )
}

function Progress({ algo }: { algo: Algo }) {
  const share = Math.min(1, Number(algo.filled) / Number(algo.order.quantity))
  return (
    <span className={styles.progress}>
      <span>
        <Numeric value={algo.filled} /> / <Numeric value={algo.order.quantity} />
      </span>
      <progress value={share} max={1} />
    </span>
  )
}

function AlgoState({ algo }: { algo: Algo }) {
  const { t } = useTranslation('desk')
  if (algo.pause !== 'NONE' && !isAlgoOver(algo))
    return <Badge tone="warn">{t(`algos.pauses.${algo.pause}`)}</Badge>
  const tone = algo.state === 'FILLED' ? 'good' : algo.state === 'REJECTED' ? 'bad' : 'plain'
  return (
    <Badge tone={tone} title={algo.reason}>
      {t(`orders.states.${algo.state}`)}
    </Badge>
  )
}

function Actions({ algo, onReport }: { algo: Algo; onReport: () => void }) {
  const { t } = useTranslation('desk')
  const [busy, setBusy] = useState<string | null>(null)
  const path = { params: { path: { algo: algo.order.algo } }, body: {} }
  const act = (name: string, done: string, call: () => Promise<Algo>) => async () => {
    setBusy(name)
    try {
      useAlgos.push({ kind: 'algo', algo: await call() })
      say({ tone: 'good', title: done })
    } catch (thrown) {
      say({ tone: 'bad', title: words(thrown, t) })
    } finally {
      setBusy(null)
    }
  }
  const pause = act('pause', t('algos.paused'), () =>
    ask(api.POST('/api/v1/trading/algos/{algo}/pause', path)),
  )
  const resume = act('pause', t('algos.resumed'), () =>
    ask(api.POST('/api/v1/trading/algos/{algo}/resume', path)),
  )
  const stop = act('stop', t('algos.stopped'), () =>
    ask(api.POST('/api/v1/trading/algos/{algo}/cancel', path)),
  )
  const paused = algo.pause === 'OWNER'
  return (
    <span className={styles.actions}>
      <Button size="sm" onClick={onReport}>
        {t('algos.report')}
      </Button>
      {!isAlgoOver(algo) && (
        <>
          <Button
            size="sm"
            busy={busy === 'pause'}
            onClick={() => void (paused ? resume() : pause())}
          >
            {t(paused ? 'algos.resume' : 'algos.pause')}
          </Button>
          <Button size="sm" kind="danger" busy={busy === 'stop'} onClick={() => void stop()}>
            {t('algos.stop')}
          </Button>
        </>
      )}
    </span>
  )
}

/** What the algorithm cost, compared with the price when it began; the server reckons. */
function Report(props: { algo: Algo; places: number; onClose: () => void }) {
  const { t } = useTranslation(['desk', 'ticket', 'common'])
  const { algo, places, onClose } = props
  const id = algo.order.algo
  const report = useQuery({
    queryKey: ['algo-report', id],
    queryFn: () =>
      ask(api.GET('/api/v1/trading/algos/{algo}/report', { params: { path: { algo: id } } })),
    refetchInterval: 2_000,
  })
  const cost = (value: string) => <Numeric value={value} places={2} signed />
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('algos.reportTitle', {
        algorithm: t(`ticket:algo.${algo.order.tactic.algorithm}`),
      })}
      closeLabel={t('common:close')}
    >
      <Loaded query={report} lines={8}>
        {(data) => (
          <>
            <Facts
              rows={[
                [t('algos.arrival'), <Price key="a" value={data.arrivalPrice} places={places} />],
                [t('algos.average'), <Price key="b" value={data.averagePrice} places={places} />],
                [t('algos.delay'), cost(data.delay)],
                [t('algos.impact'), cost(data.impact)],
                [t('algos.fees'), cost(data.fees)],
                [t('algos.opportunity'), cost(data.opportunity)],
                [t('algos.shortfall'), <strong key="s">{cost(data.shortfall)}</strong>],
                [
                  t('algos.basisPoints'),
                  <Numeric
                    key="p"
                    value={data.basisPoints}
                    places={2}
                    unit={t('ticket:algo.bps')}
                  />,
                ],
                [t('algos.participation'), <Percent key="m" share={data.participation} />],
              ]}
            />
            <p className={styles.cardText}>
              {t('algos.costs')} {!data.complete && t('algos.incomplete')}
            </p>
          </>
        )}
      </Loaded>
    </Dialog>
  )
}
