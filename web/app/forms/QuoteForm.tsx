import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, type Schema } from '@/api/client'
import { Button } from '@/ui/Button'
import { Notice } from '@/ui/EmptyState'
import { Field } from '@/ui/Field'
import { Select } from '@/ui/Select'
import { decimal, written } from '@/util/decimal'
import { secondsOf, writtenSpan } from '@/util/duration'
import styles from './QuoteForm.module.css'
import { useForm } from './useForm'

const ALL_TERMS = ['PT1H', 'PT4H', 'PT8H', 'PT24H', 'PT72H', 'PT168H']

export interface QuoteFormProps {
  positions: readonly { key: string; label: string; disabled: boolean }[]
  chosen: string
  onChoose: (key: string) => void
  /** The position that is asked for. */
  position: { account: string; symbol: string; margin: string }
  /** Facts of the position, under its field. */
  facts: ReactNode
  /** Terms on sale, and about how long this position could be covered. */
  terms: readonly string[]
  likely: number | null
  /** Why the last quote was refused, beside its field, with what would be accepted. */
  refusal: { field: string; words: string; offerTerm: string | null; offerHalf: boolean } | null
  onQuote: (quote: Schema<'Quote'>) => void
  /** Asks again with the same values each time that it grows. */
  again: number
}

/** What to cover, for how long and how much of it. */
export function QuoteForm(props: QuoteFormProps) {
  const { position, refusal, likely, onQuote, again } = props
  const { t, i18n } = useTranslation('cover')
  const client = useQueryClient()
  const [asked, setAsked] = useState('')
  const margin = `${written(position.margin, { places: 2 })} USDT`
  const form = useForm({
    initial: { term: 'PT8H', sumInsured: '' },
    check: ({ sumInsured }) => {
      const typed = sumInsured.trim()
      if (typed === '') return {}
      const sum = decimal(typed)
      if (sum === null || sum.lte(0)) return { sumInsured: t('form.sumWrong') }
      return sum.gt(position.margin) ? { sumInsured: t('form.sumTooMuch', { margin }) } : {}
    },
    send: async ({ term, sumInsured }) => {
      const typed = sumInsured.trim()
      const quote = await ask(
        api.POST('/api/v1/quotes', {
          body: {
            account: position.account,
            symbol: position.symbol,
            term,
            sumInsured: typed === '' ? null : { amount: typed, asset: 'USDT' },
          },
        }),
      )
      client.setQueryData(['quote', quote.quote], quote)
      setAsked(spoken(props.chosen, term, sumInsured))
      onQuote(quote)
    },
  })
  const { values, submit } = form
  useEffect(() => {
    if (again > 0) submit()
    // oxlint-disable-next-line react/exhaustive-deps -- only a new wish asks again
  }, [again])
  const told = asked === spoken(props.chosen, values.term, values.sumInsured) ? refusal : null
  const besides = (field: string) => (told?.field === field ? told.words : undefined)
  const { offerTerm, offerHalf } = told ?? {}
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <Select
        label={t('form.position')}
        value={props.chosen}
        options={props.positions.map(({ key, label, disabled }) => ({
          value: key,
          label,
          disabled,
        }))}
        error={besides('position')}
        onChange={props.onChoose}
      />
      {props.facts}
      <Terms
        terms={props.terms.length > 0 ? props.terms : ALL_TERMS}
        likely={likely}
        value={values.term}
        error={form.error('term') ?? besides('term')}
        onChange={(term) => form.set('term', term)}
      />
      {offerTerm != null && (
        <Button size="sm" onClick={() => form.set('term', offerTerm)}>
          {t('form.offer', { term: writtenSpan(secondsOf(offerTerm), i18n.language) })}
        </Button>
      )}
      <Field
        label={t('form.sum')}
        numeric
        trail="USDT"
        placeholder={written(position.margin, { places: 2 })}
        hint={t('form.sumHint', { margin })}
        value={values.sumInsured}
        error={form.error('sumInsured') ?? besides('sumInsured')}
        onChange={(event) => form.set('sumInsured', event.target.value)}
      />
      {offerHalf && (
        <Button
          size="sm"
          onClick={() => form.set('sumInsured', half(values.sumInsured, position.margin))}
        >
          {t('form.offerHalf', { amount: half(values.sumInsured, position.margin) })}
        </Button>
      )}
      {form.formError !== null && <Notice tone="bad">{form.formError}</Notice>}
      <Button kind="primary" size="lg" type="submit" wide busy={form.busy}>
        {t('form.send')}
      </Button>
    </form>
  )
}

const spoken = (...values: string[]) => values.join(' ')

function half(typed: string, margin: string): string {
  return (decimal(typed) ?? decimal(margin))?.div(2).round(2, 0).toFixed(2) ?? ''
}

function Terms(props: {
  terms: readonly string[]
  likely: number | null
  value: string
  error: string | undefined
  onChange: (term: string) => void
}) {
  const { terms, likely, value, error, onChange } = props
  const { t, i18n } = useTranslation('cover')
  const shown = terms.toSorted((a, b) => secondsOf(a) - secondsOf(b))
  const shortest = secondsOf(shown[0] ?? '')
  return (
    <fieldset className={styles.terms} aria-describedby="terms-words">
      <legend>{t('form.term')}</legend>
      <div className={styles.choices} data-wrong={error !== undefined || undefined}>
        {shown.map((term) => (
          <label key={term} data-beyond={(likely ?? Infinity) < secondsOf(term) || undefined}>
            <input
              type="radio"
              name="term"
              value={term}
              checked={term === value}
              onChange={() => onChange(term)}
            />
            <span>{writtenSpan(secondsOf(term), i18n.language)}</span>
          </label>
        ))}
      </div>
      <p
        id="terms-words"
        className={error === undefined ? styles.hint : styles.error}
        role={error === undefined ? undefined : 'alert'}
      >
        {error ??
          (likely === null
            ? ' '
            : likely < shortest
              ? t('form.termHintNone')
              : t('form.termHint', { span: writtenSpan(likely, i18n.language) }))}
      </p>
    </fieldset>
  )
}
