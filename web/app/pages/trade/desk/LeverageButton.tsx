import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LeverageForm } from '@/forms/LeverageForm'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { Money } from '@/ui/Figures'
import styles from './Ticket.module.css'
import type { TicketModel } from './useTicket'

/** How the symbol is traded here, and a button that changes it; what is available beside it. */
export function LeverageButton({ account, ticket }: { account: string; ticket: TicketModel }) {
  const { t } = useTranslation(['ticket', 'common'])
  const [open, setOpen] = useState(false)
  const { view, symbol, instrument } = ticket
  const { ground } = view
  const leverage = ground?.leverage ?? null
  const mode = ground?.marginMode ?? null
  return (
    <div className={styles.terms}>
      <Button size="sm" onClick={() => setOpen(true)} title={t('leverage.button')}>
        {leverage === null || mode === null
          ? t('leverage.unset')
          : `${t(`leverage.${mode}`)} ${leverage}×`}
      </Button>
      <p>
        {t('available')}{' '}
        <strong>
          <Money amount={ground?.availableBefore} asset={ground?.quoteAsset ?? instrument.quote} />
        </strong>
      </p>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={t('leverage.title', { symbol })}
        closeLabel={t('common:close')}
      >
        <LeverageForm
          account={account}
          symbol={symbol}
          leverage={leverage}
          mode={mode}
          onDone={() => setOpen(false)}
        />
      </Dialog>
    </div>
  )
}
