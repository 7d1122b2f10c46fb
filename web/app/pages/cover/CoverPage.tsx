import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { Loaded } from '@/components/Loaded'
import { Staleness } from '@/components/ConnectionState'
import { QuoteForm } from '@/forms/QuoteForm'
import { Page } from '@/layouts/Page'
import { EmptyState } from '@/ui/EmptyState'
import { Shield } from '@/ui/icons'
import { Panel } from '@/ui/Panel'
import { paths } from '@/util/path-builder'
import { ClaimsList } from './ClaimsList'
import styles from './Cover.module.css'
import { likelySeconds } from './insurability'
import { Policies } from './Policies'
import { PositionFacts } from './PositionFacts'
import {
  exposureQuery,
  heldKey,
  quoteQuery,
  sideOf,
  termsQuery,
  useHeld,
  type Held,
  type Quote,
} from './queries'
import { QuotePanel } from './QuotePanel'
import { refusalOf } from './refusal'
import { TermsTable } from './TermsTable'

/** Quotes for one's positions, the policies that came of them, and their claims. */
export default function CoverPage() {
  const { t } = useTranslation('cover')
  const { exposure, held } = useHeld()
  return (
    <Page title={t('title')} lead={t('lead')} end={<Staleness />}>
      {held === undefined || held.length === 0 ? (
        <Panel title={t('form.title')}>
          <Loaded query={exposure}>{() => <NoPosition />}</Loaded>
        </Panel>
      ) : (
        <Quoting held={held} />
      )}
      <Policies held={held ?? []} />
      <ClaimsList />
    </Page>
  )
}

function NoPosition() {
  const { t } = useTranslation('cover')
  return (
    <EmptyState
      icon={<Shield size={28} />}
      title={t('form.none')}
      text={t('form.noneText')}
      action={<Link to={paths.tradeAny()}>{t('form.toTrade')}</Link>}
    />
  )
}

/** Which position and which quote are looked at is in the address. */
function Quoting({ held }: { held: readonly Held[] }) {
  const { t, i18n } = useTranslation('cover')
  const client = useQueryClient()
  const [search, setSearch] = useSearchParams()
  const [again, setAgain] = useState(0)
  // When a quote came, by this browser's clock: its validity is counted from there.
  const [came, setCame] = useState<{ quote: string; at: number } | null>(null)
  const asked = `${search.get('account') ?? ''} ${search.get('symbol') ?? ''}`
  const position =
    held.find((each) => heldKey(each) === asked) ??
    held.find((each) => each.symbol === search.get('symbol')) ??
    held.find((each) => each.marginMode === 'ISOLATED') ??
    (held[0] as Held)
  const quoteId = search.get('quote')
  const quote = useQuery({ ...quoteQuery(quoteId ?? ''), enabled: quoteId !== null })
  const terms = useQuery(termsQuery(position.venue, position.symbol, sideOf(position.quantity)))
  const likely = terms.data ? likelySeconds(terms.data, position.liquidationPrice) : null
  const refusal = quote.data ? refusalOf(quote.data, terms.data, t, i18n.language) : null
  const choose = (key: string) => {
    const [account = '', symbol = ''] = key.split(' ')
    setSearch({ account, symbol }, { replace: true })
  }
  const show = (priced: Quote) => {
    setCame({ quote: priced.quote, at: Date.now() })
    setSearch(
      { account: position.account, symbol: position.symbol, quote: priced.quote },
      { replace: true },
    )
  }
  return (
    <div className={styles.quoting}>
      <div className={styles.asking}>
        <Panel title={t('form.title')}>
          <QuoteForm
            positions={held.map((each) => ({
              key: heldKey(each),
              label: label(each, t),
              disabled: each.marginMode !== 'ISOLATED',
            }))}
            chosen={heldKey(position)}
            onChoose={choose}
            position={position}
            facts={<PositionFacts position={position} />}
            terms={terms.data?.terms ?? []}
            likely={likely}
            refusal={refusal}
            onQuote={show}
            again={again}
          />
        </Panel>
      </div>
      <QuotePanel
        key={quoteId}
        quote={quote}
        quoteId={quoteId}
        cameAt={came?.quote === quoteId ? came.at : null}
        terms={terms.data}
        onAgain={() => setAgain((times) => times + 1)}
        onBound={() => void client.invalidateQueries({ queryKey: exposureQuery.queryKey })}
      />
      <TermsTable terms={terms} leverage={position.leverage} />
    </div>
  )
}

function label(position: Held, t: ReturnType<typeof useTranslation<'cover'>>['t']): string {
  const side = t(position.quantity.startsWith('-') ? 'short' : 'long')
  const cross = position.marginMode === 'ISOLATED' ? '' : `, ${t('form.cross')}`
  return `${position.symbol} · ${side} ${position.leverage}× · ${position.venue}${cross}`
}
