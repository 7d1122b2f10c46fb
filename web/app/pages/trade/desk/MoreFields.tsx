import { useTranslation } from 'react-i18next'
import { Field } from '@/ui/Field'
import { Chevron } from '@/ui/icons'
import { Select } from '@/ui/Select'
import { textOf } from './textOf'
import styles from './Ticket.module.css'
import type { TicketModel } from './useTicket'

/** What is seldom wanted: a label, where a conditional order waits, when it is answered. */
export function MoreFields({ ticket }: { ticket: TicketModel }) {
  const { t } = useTranslation('ticket')
  const { state, set } = ticket
  return (
    <details className={styles.more}>
      <summary>
        <Chevron size={14} />
        {t('more')}
      </summary>
      <div className={styles.fields}>
        {state.mode === 'CONDITIONAL' && (
          <Select
            label={t('trigger.keeper')}
            value={state.keeper}
            options={(['AUTO', 'VENUE', 'DESK'] as const).map((value) => ({
              value,
              label: t(`trigger.${value}`),
            }))}
            onChange={(value) => set('keeper', value)}
            error={ticket.error('trigger.keeper')}
          />
        )}
        {state.mode !== 'ALGO' && state.linked === 'BRACKET' && (
          <Select
            label={t('linked.watch')}
            value={state.exitSource}
            options={(['MARK', 'LAST', 'INDEX'] as const).map((value) => ({
              value,
              label: t(`trigger.${value}`),
            }))}
            onChange={(value) => set('exitSource', value)}
          />
        )}
        <Field
          label={t('strategy')}
          hint={t('strategyHint')}
          maxLength={64}
          {...textOf(ticket, 'strategy')}
        />
        {state.mode !== 'ALGO' && (
          <Select
            label={t('acknowledge')}
            value={state.acknowledge}
            options={(['VENUE', 'DURABLE'] as const).map((value) => ({ value, label: t(value) }))}
            onChange={(value) => set('acknowledge', value)}
          />
        )}
      </div>
    </details>
  )
}
