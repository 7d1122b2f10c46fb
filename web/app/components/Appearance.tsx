import { useTranslation } from 'react-i18next'
import { chooseLanguage } from '@/i18n/i18n'
import { Button } from '@/ui/Button'
import { Globe, Moon, Sun } from '@/ui/icons'
import { Menu } from '@/ui/Menu'
import { MenuItem } from '@/ui/MenuItem'
import { useIsDark, useTheme } from '@/util/theme'

export function ThemeButton() {
  const { t } = useTranslation()
  const { choose } = useTheme()
  const dark = useIsDark()
  return (
    <Button
      kind="quiet"
      icon={dark ? <Sun /> : <Moon />}
      aria-label={t('theme.toggle')}
      title={t('theme.toggle')}
      onClick={() => choose(dark ? 'light' : 'dark')}
    />
  )
}

const LANGUAGES = ['en', 'zh'] as const

export function LanguageMenu() {
  const { t, i18n } = useTranslation()
  return (
    <Menu label={t('language.label')} face={<Globe />}>
      {(close) =>
        LANGUAGES.map((language) => (
          <MenuItem
            key={language}
            chosen={i18n.language === language}
            onClick={() => {
              close()
              void chooseLanguage(language)
            }}
          >
            {t(`language.${language}`)}
          </MenuItem>
        ))
      }
    </Menu>
  )
}
