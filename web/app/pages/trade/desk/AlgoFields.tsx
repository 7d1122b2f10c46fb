import { useTranslation } from 'react-i18next'
import { Checkbox } from '@/ui/Checkbox'
import { Field } from '@/ui/Field'
import { Select } from '@/ui/Select'
import { textOf } from './textOf'
import styles from './Ticket.module.css'
import type { TicketModel } from './useTicket'

const ALGORITHMS = ['TWAP', 'VWAP', 'POV', 'ICEBERG', 'SNIPER', 'PEGGED'] as const

/** An order that is worked in parts over time: which way, and what that way needs. */
export function AlgoFields({ ticket }: { ticket: TicketModel }) {
  const { t } = useTranslation('ticket')
  const { state, set } = ticket
  const { algorithm } = state
  return (
    <div className={styles.fields}>
      <Select
        label={t('algo.label')}
        value={algorithm}
        options={ALGORITHMS.map((value) => ({ value, label: t(`algo.${value}`) }))}
        onChange={(value) => set('algorithm', value)}
        hint={t(`algo.why${algorithm}`)}
      />
      <div className={styles.pair}>
        <Tactic ticket={ticket} />
        <Window ticket={ticket} />
      </div>
      {(algorithm === 'ICEBERG' || algorithm === 'PEGGED') && (
        <Checkbox
          label={t('algo.postOnly')}
          checked={state.postOnly}
          onChange={(checked) => set('postOnly', checked)}
        />
      )}
    </div>
  )
}

function Tactic({ ticket }: { ticket: TicketModel }) {
  const { t } = useTranslation('ticket')
  const { state, set, instrument } = ticket
  switch (state.algorithm) {
    case 'TWAP':
    case 'VWAP':
      return (
        <>
          <Field label={t('algo.slices')} numeric {...textOf(ticket, 'slices')} />
          <Field
            label={t('algo.minutes')}
            numeric
            trail={t('algo.minute')}
            {...textOf(ticket, 'minutes', 'until')}
          />
          <Field
            label={t('algo.sizeJitter')}
            numeric
            trail="%"
            placeholder="0"
            {...textOf(ticket, 'sizeJitter', 'sizeJitterPercent')}
          />
          <Field
            label={t('algo.timeJitter')}
            numeric
            trail="%"
            placeholder="0"
            {...textOf(ticket, 'timeJitter', 'timeJitterPercent')}
          />
        </>
      )
    case 'POV':
      return (
        <>
          <Field
            label={t('algo.participation')}
            numeric
            trail="%"
            {...textOf(ticket, 'participation')}
          />
          <Field
            label={t('algo.partMax')}
            numeric
            trail={instrument.base}
            {...textOf(ticket, 'partMax')}
          />
        </>
      )
    case 'ICEBERG':
      return (
        <Field
          label={t('algo.display')}
          numeric
          trail={instrument.base}
          {...textOf(ticket, 'display')}
        />
      )
    case 'SNIPER':
      return (
        <Field
          label={t('algo.sizeMin')}
          numeric
          trail={instrument.base}
          {...textOf(ticket, 'sizeMin')}
        />
      )
    case 'PEGGED':
      return (
        <>
          <Select
            label={t('algo.reference')}
            value={state.reference}
            options={(['BID', 'MID', 'ASK'] as const).map((value) => ({
              value,
              label: t(`algo.${value}`),
            }))}
            onChange={(value) => set('reference', value)}
          />
          <Field
            label={t('algo.offset')}
            numeric
            trail={instrument.quote}
            placeholder="0"
            {...textOf(ticket, 'offset')}
          />
          <Field
            label={t('algo.tolerance')}
            numeric
            trail={instrument.quote}
            placeholder="0"
            {...textOf(ticket, 'tolerance')}
          />
          <Field
            label={t('algo.displayOptional')}
            numeric
            trail={instrument.base}
            {...textOf(ticket, 'display')}
          />
        </>
      )
  }
}

/** Until when, how far from the price at the beginning, and what happens with the rest. */
function Window({ ticket }: { ticket: TicketModel }) {
  const { t } = useTranslation('ticket')
  const { state, set } = ticket
  const timed = state.algorithm === 'TWAP' || state.algorithm === 'VWAP'
  return (
    <>
      {!timed && (
        <Field
          label={t('algo.minutesOptional')}
          numeric
          trail={t('algo.minute')}
          {...textOf(ticket, 'minutes', 'until')}
        />
      )}
      <Select
        label={t('algo.atEnd')}
        value={state.atEnd}
        disabled={state.minutes.trim() === ''}
        options={(['SWEEP', 'LEAVE'] as const).map((value) => ({
          value,
          label: t(`algo.${value}`),
        }))}
        onChange={(value) => set('atEnd', value)}
        error={ticket.error('atEnd')}
      />
      <Field
        label={t('algo.slippageMax')}
        numeric
        trail={t('algo.bps')}
        placeholder="–"
        {...textOf(ticket, 'slippageMax')}
      />
      {state.slippageMax.trim() !== '' && (
        <Select
          label={t('algo.onSlippage')}
          value={state.onSlippage}
          options={(['PAUSE', 'END'] as const).map((value) => ({
            value,
            label: t(`algo.${value}`),
          }))}
          onChange={(value) => set('onSlippage', value)}
        />
      )}
    </>
  )
}
