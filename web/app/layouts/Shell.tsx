import { useQuery } from '@tanstack/react-query'
import { Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Navigate, NavLink, Outlet, useLocation, useNavigate } from 'react-router'
import { restore, useSession } from '@/api/session'
import { meQuery } from '@/api/queries'
import { ConnectionState } from '@/components/ConnectionState'
import { KeyboardHelp } from '@/components/KeyboardHelp'
import { LanguageMenu, ThemeButton } from '@/components/Appearance'
import { NotificationsBell } from '@/components/NotificationsBell'
import { SearchPalette } from '@/components/SearchPalette'
import { UserMenu } from '@/components/UserMenu'
import { useInbox } from '@/live/inbox'
import { EmptyState } from '@/ui/EmptyState'
import { Button } from '@/ui/Button'
import { Candles, Mark, Offline, Person, Pulse, Search, Shield, Vault } from '@/ui/icons'
import { Spinner } from '@/ui/Spinner'
import { ToastCorner } from '@/ui/Toast'
import { paths } from '@/util/path-builder'
import { useHotkeys } from '@/util/hotkeys'
import { useTheme } from '@/util/theme'
import styles from './Shell.module.css'

const RETRY_MS = 3_000

const PAGES = [
  { key: 'trade', path: paths.tradeAny(), icon: <Candles size={20} /> },
  { key: 'cover', path: paths.cover(), icon: <Shield size={20} /> },
  { key: 'fund', path: paths.fund(), icon: <Vault size={20} /> },
  { key: 'system', path: paths.system(), icon: <Pulse size={20} /> },
  { key: 'account', path: paths.account(), icon: <Person size={20} /> },
] as const

/** Everything that is seen by who is logged in; who is not is sent to the log-in and back. */
export function Shell() {
  const phase = useSession((state) => state.phase)
  const location = useLocation()
  if (phase === 'out') {
    const here = location.pathname + location.search
    return <Navigate to={paths.login(here === paths.home() ? undefined : here)} replace />
  }
  if (phase === 'unreachable') return <Unreachable />
  return phase === 'in' ? <Desk /> : <Waiting />
}

function Desk() {
  const { t } = useTranslation()
  const [palette, setPalette] = useState(false)
  const [help, setHelp] = useState(false)
  const me = useQuery(meQuery)
  useInbox(me.data?.user ?? null)
  useDeskKeys({ search: () => setPalette(true), help: () => setHelp(true) })
  return (
    <div className={styles.desk}>
      <a className={styles.skip} href="#content">
        {t('skip')}
      </a>
      <header className={styles.header}>
        <Link to={paths.home()} className={styles.brand} aria-label={t('product')}>
          <Mark />
          <span>LeverageGuard</span>
        </Link>
        <button type="button" className={styles.search} onClick={() => setPalette(true)}>
          <Search />
          <span>{t('search.placeholder')}</span>
          <kbd>/</kbd>
        </button>
        <div className={styles.end}>
          <ConnectionState />
          <NotificationsBell />
          <span className={styles.wide}>
            <ThemeButton />
            <LanguageMenu />
          </span>
          <UserMenu onKeys={() => setHelp(true)} />
        </div>
      </header>
      <nav className={styles.rail} aria-label={t('nav.label')}>
        {PAGES.map((page) => (
          <NavLink key={page.key} to={page.path} className={styles.place ?? ''}>
            {page.icon}
            <span>{t(`nav.${page.key}`)}</span>
          </NavLink>
        ))}
      </nav>
      <div className={styles.content}>
        <Suspense fallback={<Waiting />}>
          <Outlet />
        </Suspense>
      </div>
      <SearchPalette open={palette} onClose={() => setPalette(false)} />
      <KeyboardHelp open={help} onClose={() => setHelp(false)} />
      <ToastCorner closeLabel={t('close')} />
    </div>
  )
}

function useDeskKeys(open: { search: () => void; help: () => void }) {
  const navigate = useNavigate()
  const { choose } = useTheme()
  useHotkeys({
    '/': open.search,
    '?': open.help,
    'g t': () => void navigate(paths.tradeAny()),
    'g c': () => void navigate(paths.cover()),
    'g f': () => void navigate(paths.fund()),
    'g s': () => void navigate(paths.system()),
    'g a': () => void navigate(paths.account()),
    'g d': () =>
      choose(
        getComputedStyle(document.documentElement).colorScheme.startsWith('dark')
          ? 'light'
          : 'dark',
      ),
  })
}

function Waiting() {
  const { t } = useTranslation()
  return (
    <div className={styles.waiting} role="status">
      <Spinner size={22} />
      <span className="hidden-visually">{t('loading')}</span>
    </div>
  )
}

function Unreachable() {
  const { t } = useTranslation()
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    const timer = setInterval(() => void restore(), RETRY_MS)
    return () => clearInterval(timer)
  }, [])
  return (
    <main className={styles.waiting}>
      <EmptyState
        icon={<Offline size={36} />}
        title={t('unreachable.title')}
        text={t('unreachable.text')}
        action={
          <Button
            kind="primary"
            busy={busy}
            onClick={() => {
              setBusy(true)
              void restore().finally(() => setBusy(false))
            }}
          >
            {t('retry')}
          </Button>
        }
      />
    </main>
  )
}
