import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Schema } from '@/api/client'
import { Loaded } from '@/components/Loaded'
import { Badge, type Tone } from '@/ui/Badge'
import { Money, Numeric, Percent } from '@/ui/Figures'
import { Figure, Figures, Panel } from '@/ui/Panel'
import { Skeleton } from '@/ui/Spinner'
import { secondsOf, writtenSpan } from '@/util/duration'
import { BindBar } from './BindBar'
import styles from './Cover.module.css'
import { FanChart } from './FanChart'
import { HowItWorks } from './HowItWorks'
import { InsurabilityScale } from './InsurabilityScale'
import { PremiumParts } from './PremiumParts'
import { pathsQuery, type Quote } from './queries'

export interface QuotePanelProps {
  quote: UseQueryResult<Quote>
  quoteId: string | null
  /** When it came, by this browser's clock; null when it was opened by its address. */
  cameAt: number | null
  terms: Schema<'CoverTerms'> | undefined
  onAgain: () => void
  onBound: () => void
}

const TONES: Record<string, Tone> = {
  PRICED: 'info',
  ACCEPTED: 'good',
  EXPIRED: 'plain',
  REJECTED: 'bad',
  REFER: 'warn',
}

/** A quote with the probability drawn; without one, what a quote is. */
export function QuotePanel(props: QuotePanelProps) {
  const { t } = useTranslation('cover')
  const { quote, quoteId, terms } = props
  if (quoteId === null) {
    return (
      <Panel title={t('quote.title')}>
        <HowItWorks waitingSeconds={terms?.waitingSeconds ?? null} />
      </Panel>
    )
  }
  const state = quote.data?.code === 'REFER' ? 'REFER' : quote.data?.state
  return (
    <Panel
      title={<QuoteTitle quote={quote.data} />}
      end={state && <Badge tone={TONES[state] ?? 'plain'}>{t(`quote.${state}`)}</Badge>}
    >
      <Loaded query={quote} lines={8}>
        {(priced) => <Priced {...props} priced={priced} />}
      </Loaded>
    </Panel>
  )
}

function QuoteTitle({ quote }: { quote: Quote | undefined }) {
  const { t, i18n } = useTranslation('cover')
  if (!quote) return t('quote.title')
  const side = t(quote.side === 'LONG' ? 'long' : 'short')
  const term = writtenSpan(secondsOf(quote.term), i18n.language)
  return `${quote.symbol} · ${side} ${quote.leverage}× · ${term}`
}

function Priced(props: QuotePanelProps & { priced: Quote }) {
  const { t } = useTranslation('cover')
  const { priced, terms, cameAt } = props
  const paths = useQuery(pathsQuery(priced.quote))
  const isSold = priced.state !== 'REJECTED'
  return (
    <div className={styles.quote} ref={cameAt === null ? undefined : comeIntoSight}>
      <Figures className={styles.headline}>
        <Figure label={t('quote.premium')} note={isSold && <Rate quote={priced} />}>
          {isSold ? <Money amount={priced.premium.amount} asset={priced.premium.asset} /> : '–'}
        </Figure>
        <Figure
          label={t('quote.probability')}
          note={
            paths.data ? t('quote.probabilityNote', { model: t(`quote.${paths.data.model}`) }) : ' '
          }
        >
          <Percent share={priced.probability} />
        </Figure>
        <Figure label={t('quote.index')} note={t('quote.indexNote')}>
          <Numeric value={priced.index} places={2} />
        </Figure>
        <Figure label={t('quote.volatility')} note={t('quote.volatilityNote')}>
          <Percent share={priced.volatility} places={0} />
        </Figure>
      </Figures>
      {isSold && <BindBar {...props} />}
      {paths.data ? (
        <FanChart paths={paths.data} places={placesFor(priced.mark)} />
      ) : paths.error ? (
        <Loaded query={paths}>{() => null}</Loaded>
      ) : (
        <Skeleton height={340} />
      )}
      <div className={styles.reasons}>
        <InsurabilityScale quote={priced} terms={terms} />
        {isSold && <PremiumParts quote={priced} />}
      </div>
    </div>
  )
}

/** A quote is good for seconds: on a phone it must not stay below what is seen. */
function comeIntoSight(element: Element | null): void {
  if (element && element.getBoundingClientRect().top > globalThis.innerHeight * 0.6)
    element.scrollIntoView({ block: 'start' })
}

function Rate({ quote }: { quote: Quote }) {
  const { t } = useTranslation('cover')
  const rate = Number(quote.premium.amount) / Number(quote.sumInsured.amount)
  return t('quote.rate', { rate: `${(rate * 100).toFixed(2)}%` })
}

/** Places that suit the size of a price. */
export function placesFor(price: string): number {
  const size = Number(price)
  if (size >= 10_000) return 0
  return size >= 100 ? 2 : 4
}
