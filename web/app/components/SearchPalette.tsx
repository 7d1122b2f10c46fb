import { useQuery } from '@tanstack/react-query'
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { instrumentsQuery } from '@/api/queries'
import { Dialog } from '@/ui/Dialog'
import { Search } from '@/ui/icons'
import { classes } from '@/util/classes'
import { paths } from '@/util/path-builder'
import styles from './SearchPalette.module.css'

interface Found {
  key: string
  group: 'symbols' | 'pages'
  label: string
  note: string
  path: string
}

const FOUND_MAX = 12

/** Finds a symbol or a page by a few letters; opened by `/`. */
export function SearchPalette({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('search.label')}
      closeLabel={t('close')}
      titleHidden
      size="md"
    >
      <Palette onClose={onClose} />
    </Dialog>
  )
}

function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const id = useId()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const list = useRef<HTMLUListElement>(null)
  const found = useFound(text)
  const chosen = found[Math.min(at, found.length - 1)]
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  const go = (to: Found | undefined) => {
    if (to) {
      onClose()
      void navigate(to.path)
    }
  }
  const steer = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt(Math.min(at + 1, found.length - 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1))
    else if (event.key === 'Enter') go(chosen)
    else return
    event.preventDefault()
  }
  return (
    <div className={styles.palette}>
      <div className={styles.line}>
        <Search size={18} />
        <input
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- it was opened to type in
          autoFocus
          role="combobox"
          aria-label={t('search.label')}
          aria-expanded
          aria-controls={id}
          aria-autocomplete="list"
          aria-activedescendant={chosen ? `${id}-${chosen.key}` : undefined}
          placeholder={t('search.placeholder')}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            setAt(0)
          }}
          onKeyDown={steer}
        />
      </div>
      <ul ref={list} id={id} role="listbox" aria-label={t('search.label')} className={styles.list}>
        {found.map((each, place) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are the input's
          <li
            key={each.key}
            id={`${id}-${each.key}`}
            role="option"
            aria-selected={each === chosen}
            className={classes(styles.found, each === chosen && styles.chosen)}
            onPointerMove={() => setAt(place)}
            onClick={() => go(each)}
          >
            <span>{each.label}</span>
            <span className={styles.note}>{each.note}</span>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className={styles.none}>{t('search.none')}</p>}
      <p className={styles.hint}>{t('search.hint')}</p>
    </div>
  )
}

function useFound(text: string): Found[] {
  const { t } = useTranslation()
  const instruments = useQuery(instrumentsQuery)
  return useMemo(() => {
    const symbols = (instruments.data?.instruments ?? []).map(({ venue, symbol }): Found => ({
      key: `${venue}-${symbol}`,
      group: 'symbols',
      label: symbol,
      note: venue,
      path: paths.trade(venue, symbol),
    }))
    const page = (key: 'cover' | 'fund' | 'system' | 'account', path: string): Found => ({
      key,
      group: 'pages',
      label: t(`nav.${key}`),
      note: t('search.pages'),
      path,
    })
    const all = [
      ...symbols,
      page('cover', paths.cover()),
      page('fund', paths.fund()),
      page('system', paths.system()),
      page('account', paths.account()),
    ]
    const letters = text.toLowerCase().replace(/[\s/-]/g, '')
    return all
      .filter(({ label, note }) =>
        `${label}${note}`.toLowerCase().replace(/-/g, '').includes(letters),
      )
      .toSorted((a, b) => rank(a, letters) - rank(b, letters))
      .slice(0, FOUND_MAX)
  }, [instruments.data, text, t])
}

/** What begins with the letters comes before what only has them. */
function rank({ label }: Found, letters: string): number {
  return label.toLowerCase().startsWith(letters) ? 0 : 1
}
