import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { instrumentsQuery } from '@/api/queries'
import { Chevron } from '@/ui/icons'
import { Menu } from '@/ui/Menu'
import { classes } from '@/util/classes'
import { paths } from '@/util/path-builder'
import { found, venueName } from './search'
import styles from './SymbolPicker.module.css'

/** What is traded here, and everything else that could be. */
export function SymbolPicker({ venue, symbol }: { venue: string; symbol: string }) {
  const { t } = useTranslation('trade')
  return (
    <div className={styles.picker}>
      <Menu
        label={t('market.choose', { symbol, venue: venueName(venue) })}
        buttonClass={styles.button}
        face={
          <>
            <span className={styles.symbol}>{symbol}</span>
            <Chevron size={14} />
            <span className={styles.venue}>
              {venueName(venue)} · {t('market.perpetual')}
            </span>
          </>
        }
      >
        {(close) => <List venue={venue} symbol={symbol} close={close} />}
      </Menu>
    </div>
  )
}

function List(props: { venue: string; symbol: string; close: () => void }) {
  const { t } = useTranslation('trade')
  const [text, setText] = useState('')
  const instruments = useQuery(instrumentsQuery).data?.instruments ?? []
  const shown = found(instruments, text)
  return (
    <div className={styles.list}>
      <input
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- it was opened to type in
        autoFocus
        className={styles.search}
        aria-label={t('market.search')}
        placeholder={t('market.search')}
        value={text}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
      />
      <ul>
        {shown.map((each) => (
          <li key={`${each.venue} ${each.symbol}`}>
            <Link
              to={paths.trade(each.venue, each.symbol)}
              onClick={props.close}
              className={classes(
                styles.item,
                each.venue === props.venue && each.symbol === props.symbol && styles.chosen,
              )}
            >
              <span>
                <b>{each.base}</b>
                <span className={styles.quote}>/{each.quote}</span>
              </span>
              <span className={styles.note}>{each.symbol}</span>
              <span className={styles.tag}>{venueName(each.venue)}</span>
            </Link>
          </li>
        ))}
      </ul>
      {shown.length === 0 && <p className={styles.none}>{t('market.none')}</p>}
    </div>
  )
}
