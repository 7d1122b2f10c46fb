import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { meQuery } from '@/api/queries'
import { logOut } from '@/api/session'
import { chooseLanguage } from '@/i18n/i18n'
import { Globe, Keyboard, Leave, Moon, Person, Sun } from '@/ui/icons'
import { Menu } from '@/ui/Menu'
import { MenuItem } from '@/ui/MenuItem'
import { paths } from '@/util/path-builder'
import { useIsDark, useTheme } from '@/util/theme'
import styles from './UserMenu.module.css'

export function UserMenu({ onKeys }: { onKeys: () => void }) {
  const { t, i18n } = useTranslation()
  const navigate = useNavigate()
  const me = useQuery(meQuery)
  const dark = useIsDark()
  const { choose } = useTheme()
  const login = me.data?.login ?? ''
  const other = i18n.language === 'zh' ? 'en' : 'zh'
  return (
    <Menu
      label={t('user.open')}
      face={
        <span className={styles.face} aria-hidden>
          {login.charAt(0).toUpperCase()}
        </span>
      }
    >
      {(close) => {
        const after = (action: () => void) => () => {
          close()
          action()
        }
        return (
          <>
            <p className={styles.who}>
              {login}
              <small>{me.data?.roles.map((role) => role.toLowerCase()).join(', ')}</small>
            </p>
            <MenuItem icon={<Person />} onClick={after(() => void navigate(paths.account()))}>
              {t('nav.account')}
            </MenuItem>
            <MenuItem
              icon={dark ? <Sun /> : <Moon />}
              onClick={after(() => choose(dark ? 'light' : 'dark'))}
            >
              {t(dark ? 'theme.light' : 'theme.dark')}
            </MenuItem>
            <MenuItem icon={<Globe />} onClick={after(() => void chooseLanguage(other))}>
              {t(`language.${other}`)}
            </MenuItem>
            <MenuItem icon={<Keyboard />} end={<kbd>?</kbd>} onClick={after(onKeys)}>
              {t('keys.open')}
            </MenuItem>
            <MenuItem icon={<Leave />} onClick={after(() => void logOut())}>
              {t('user.signOut')}
            </MenuItem>
          </>
        )
      }}
    </Menu>
  )
}
