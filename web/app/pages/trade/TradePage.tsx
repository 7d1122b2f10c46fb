import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { instrumentsQuery } from '@/api/queries'
import { Contained } from '@/components/ErrorScreen'
import { Page } from '@/layouts/Page'
import { Tabs } from '@/ui/Tabs'
import { placesOf } from '@/util/decimal'
import { AccountPicker } from './AccountPicker'
import { Chart } from './chart/Chart'
import { BottomPanels } from './desk/BottomPanels'
import { KillSwitch } from './desk/KillSwitch'
import { Ticket } from './desk/Ticket'
import { useIntent } from './intent'
import { Book } from './market/Book'
import { MarketProvider, useMarketFeeds } from './market/feeds'
import { MarketHeader } from './market/MarketHeader'
import { Tape } from './market/Tape'
import { usePlace } from './place'
import { useTradingFeeds } from './stores'
import styles from './Trade.module.css'

const PARTS = ['chart', 'book', 'ticket', 'positions'] as const
type Part = (typeof PARTS)[number]

export default function TradePage() {
  const { t } = useTranslation('trade')
  const place = usePlace()
  const { venue, symbol, account } = place
  const market = useMarketFeeds(venue, symbol)
  useTradingFeeds(account)
  const [part, setPart] = usePart()
  const instrument =
    useQuery(instrumentsQuery).data?.instruments.find(
      (each) => each.venue === venue && each.symbol === symbol,
    ) ?? null
  const tick = instrument?.tickSize ?? '0.01'
  const places = placesOf(tick)
  const lotPlaces = placesOf(instrument?.lotSize ?? '0.001')
  const key = `${venue} ${symbol}`
  return (
    <Page title={t('title')} full>
      <MarketProvider value={market}>
        <div className={styles.desk} data-part={part}>
          <div className={styles.market}>
            <MarketHeader
              key={key}
              instrument={instrument}
              places={places}
              end={
                <>
                  <AccountPicker place={place} />
                  <KillSwitch account={account} />
                </>
              }
            />
          </div>
          <div className={styles.parts}>
            <Tabs
              label={t('parts.label')}
              tabs={PARTS.map((value) => ({ value, label: t(`parts.${value}`) }))}
              value={part}
              onChange={setPart}
            />
          </div>
          <div className={styles.chart}>
            <Contained>
              <Chart account={account} places={places} />
            </Contained>
          </div>
          <div className={styles.book}>
            <Contained>
              <Book key={key} account={account} tick={tick} lotPlaces={lotPlaces} />
            </Contained>
            <Contained>
              <Tape places={places} lotPlaces={lotPlaces} />
            </Contained>
          </div>
          <aside className={styles.ticket} aria-label={t('parts.ticket')}>
            <Contained>
              <Ticket venue={venue} symbol={symbol} account={account} />
            </Contained>
          </aside>
          <div className={styles.bottom}>
            <Contained>
              <BottomPanels account={account} venue={venue} symbol={symbol} />
            </Contained>
          </div>
        </div>
      </MarketProvider>
    </Page>
  )
}

/** Which part a phone shows; a wish for the ticket brings the ticket. */
function usePart(): [Part, (part: Part) => void] {
  const [part, setPart] = useState<Part>('chart')
  useEffect(
    () =>
      useIntent.subscribe((now, before) => {
        if (now.turn !== before.turn) setPart('ticket')
      }),
    [],
  )
  return [part, setPart]
}
