import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '@/api/client'
import { useMay } from '@/api/roles'
import { Loaded } from '@/components/Loaded'
import { Badge, type Tone } from '@/ui/Badge'
import { Money } from '@/ui/Figures'
import { Facts, Panel } from '@/ui/Panel'
import { TimeChart } from '@/ui/TimeChart'
import { percent, written } from '@/util/decimal'
import styles from './Fund.module.css'
import { settingsQuery, solvencyHistoryQuery, solvencyQuery, type Span } from './queries'

const TONES: Record<string, Tone> = {
  NORMAL: 'good',
  RESTRICTED: 'warn',
  CLOSED_TO_NEW: 'bad',
  RUN_OFF: 'bad',
}

/** What must hold after a bind, unless the setting says otherwise. */
const SELLS_FROM = '1.20'
const ENOUGH = 1

type State = 'NORMAL' | 'RESTRICTED' | 'CLOSED_TO_NEW' | 'RUN_OFF'

function stateOf(state: string): State {
  return state in TONES ? (state as State) : 'NORMAL'
}

/** The one number that decides whether cover is sold, with its limits and its past. */
export function SolvencyPanel({ span }: { span: Span }) {
  const { t } = useTranslation('fund')
  const solvency = useQuery(solvencyQuery)
  const history = useQuery(solvencyHistoryQuery(span))
  const settings = useQuery({ ...settingsQuery, enabled: useMay('AUDIT') })
  const sellsFrom =
    settings.data?.settings.find(({ name }) => name === 'cover.solvency_min')?.value ?? SELLS_FROM
  const limit = `${written(percent(sellsFrom), { placesMax: 1 })}%`
  const limits = useMemo(
    () => [
      { value: Number(sellsFrom), label: t('ratio.limit', { limit }), tone: 'warn' as const },
      { value: ENOUGH, label: t('ratio.enough'), tone: 'bad' as const },
    ],
    [sellsFrom, limit, t],
  )
  const points = useMemo(() => ratios(history.data), [history.data])
  return (
    <Panel className={styles.solvency}>
      <Loaded query={solvency} lines={5}>
        {(data) => {
          const state = stateOf(data.state)
          return (
            <div className={styles.solvencyRow}>
              <div className={styles.big}>
                <h2>{t('ratio.title')}</h2>
                <p className={styles.ratio} data-state={state}>
                  {data.ratio == null ? '∞' : `${written(percent(data.ratio), { places: 0 })}%`}
                </p>
                <Badge tone={TONES[state] ?? 'plain'} dot>
                  {t(`ratio.${state}`)}
                </Badge>
                <p className={styles.means}>
                  {data.ratio == null ? t('ratio.noneText') : t(`ratio.${state}Text`, { limit })}
                </p>
                <Facts
                  rows={[
                    [t('ratio.own'), <Money key="own" {...data.ownFunds} />],
                    [t('ratio.required'), <Money key="required" {...data.required} />],
                    [t('ratio.inForce'), <Money key="inForce" {...data.inForce} />],
                  ]}
                />
              </div>
              <TimeChart
                label={t('ratio.history')}
                points={points}
                limits={limits}
                write={(value) => `${Math.round(value * 100)}%`}
                height={250}
                tone={state === 'NORMAL' ? 'good' : 'bad'}
              />
            </div>
          )
        }}
      </Loaded>
    </Panel>
  )
}

/** Points with a ratio; where nothing is required there is none. */
function ratios(history: Schema<'SolvencyHistory'> | undefined) {
  return (history?.points ?? [])
    .filter(({ ratio }) => ratio != null)
    .map(({ at, ratio }) => ({ at: Date.parse(at), value: Number(ratio) }))
}
