import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { words } from '@/api/errors'
import { DistanceBar } from '@/components/DistanceBar'
import { Money, Numeric, Percent, Price } from '@/ui/Figures'
import { Explained } from '@/ui/Tooltip'
import { classes } from '@/util/classes'
import { compare, percent, placesOf, sign, written } from '@/util/decimal'
import styles from './Preview.module.css'
import { useIsNear, type Preview, type TicketModel } from './useTicket'

/** What the order would do, as the server reckons, before anything is sent. */
export function PreviewPanel({ ticket }: { ticket: TicketModel }) {
  const { t } = useTranslation('ticket')
  const { view, state } = ticket
  const { preview } = view
  const isNear = useIsNear(view)
  if (preview === null) {
    return (
      <p className={styles.none}>
        {view.thrown === null ? t('preview.none') : words(view.thrown, t)}
      </p>
    )
  }
  return (
    <section
      className={classes(styles.preview, view.old && styles.old)}
      aria-label={t('preview.title')}
      title={view.old ? t('preview.old') : undefined}
    >
      <Rows preview={preview} ticket={ticket} />
      <Position preview={preview} places={placesOf(ticket.instrument.tickSize)} />
      {state.mode === 'ALGO' && <p className={styles.note}>{t('preview.whole')}</p>}
      {state.mode !== 'ALGO' && state.linked !== 'NONE' && (
        <p className={styles.note}>{t('preview.first')}</p>
      )}
      {isNear && (
        <p className={styles.near} role="status">
          {t('preview.near', {
            distance: `${written(percent(preview.after?.distance), { places: 2 })}%`,
          })}
        </p>
      )}
    </section>
  )
}

function Rows({ preview, ticket }: { preview: Preview; ticket: TicketModel }) {
  const { t } = useTranslation('ticket')
  const { instrument } = ticket
  const places = placesOf(instrument.tickSize)
  const asset = preview.quoteAsset ?? instrument.quote
  const rate = `${written(percent(preview.feeRate), { placesMax: 4 })}%`
  const reduces = preview.realizedPnl != null && sign(preview.realizedPnl) !== 0
  const isPartly =
    preview.basis === 'BOOK' &&
    preview.fillsNow != null &&
    compare(preview.fillsNow, preview.quantity) < 0
  return (
    <dl className={styles.rows}>
      <Row
        name={
          preview.basis == null ? (
            t('preview.expected')
          ) : (
            <Explained tip={t(`preview.basis.${preview.basis}`)}>{t('preview.expected')}</Explained>
          )
        }
      >
        <Price value={preview.expectedPrice} places={places} />
        {preview.slippage != null && sign(preview.slippage) > 0 && (
          <small title={t('preview.slippageTip')}>
            {t('preview.slippage')} <Percent share={preview.slippage} places={3} />
          </small>
        )}
      </Row>
      {isPartly && (
        <p className={styles.note}>
          {t('preview.partly', { quantity: written(preview.fillsNow) })}
        </p>
      )}
      <Row name={t('preview.value')}>
        <Money amount={preview.notional} asset={asset} />
      </Row>
      <Row name={t('preview.fee')}>
        <Numeric value={preview.fee} placesMin={2} placesMax={4} />
        <small>{t(preview.maker ? 'preview.maker' : 'preview.taker', { rate })}</small>
      </Row>
      <Row name={t('preview.margin')}>
        <Money amount={preview.initialMargin} asset={asset} />
        {preview.leverage != null && <small>{preview.leverage}×</small>}
      </Row>
      {reduces && (
        <Row name={t('preview.realized')}>
          <Money amount={preview.realizedPnl} asset={asset} moved />
        </Row>
      )}
      <Row name={t('preview.available')}>
        <Money amount={preview.availableAfter} asset={asset} />
      </Row>
    </dl>
  )
}

function Row({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** The position before and after, and how far from liquidation it would be. */
function Position({ preview, places }: { preview: Preview; places: number }) {
  const { t } = useTranslation('ticket')
  const { before, after } = preview
  if (preview.leverage == null && before == null) {
    return <p className={styles.note}>{t('preview.leverageUnknown')}</p>
  }
  const size = (stance: typeof before) =>
    stance == null ? t('preview.flat') : written(stance.quantity, { signed: true })
  return (
    <div className={styles.position}>
      <dl className={styles.rows}>
        <Row name={t('preview.position')}>
          {before != null && <small>{size(before)} → </small>}
          <span className={styles.figure}>{size(after)}</span>
        </Row>
        {after != null && (
          <Row name={t('preview.liquidation')}>
            {before?.liquidationPrice != null && (
              <small>
                <Price value={before.liquidationPrice} places={places} /> →{' '}
              </small>
            )}
            {after.liquidationPrice == null ? (
              t('preview.noLiquidation')
            ) : (
              <Price value={after.liquidationPrice} places={places} />
            )}
          </Row>
        )}
      </dl>
      {after != null && <DistanceBar distance={after.distance} before={before?.distance} />}
    </div>
  )
}
