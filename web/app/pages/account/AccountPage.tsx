import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { Page } from '@/layouts/Page'
import { useInboxStore } from '@/live/inbox'
import { Tabs } from '@/ui/Tabs'
import { About } from './About'
import styles from './Account.module.css'
import { Inbox } from './Inbox'
import { Preferences } from './Preferences'
import { Sessions } from './Sessions'
import { VenueKeys } from './VenueKeys'

const PARTS = {
  inbox: <Inbox />,
  keys: <VenueKeys />,
  sessions: <Sessions />,
  preferences: <Preferences />,
  about: <About />,
} satisfies Record<string, ReactNode>

type Part = keyof typeof PARTS
const NAMES = Object.keys(PARTS) as Part[]

/** What belongs to the person: messages, keys, sessions, preferences. The part is in the address. */
export default function AccountPage() {
  const { t } = useTranslation('account')
  const [search, setSearch] = useSearchParams()
  const unread = useInboxStore((state) => state.unread)
  const asked = search.get('tab')
  const part = NAMES.find((name) => name === asked) ?? 'inbox'
  return (
    <Page title={t('title')}>
      <Tabs
        label={t('tabs.label')}
        look="line"
        tabs={NAMES.map((value) => ({
          value,
          label: t(`tabs.${value}`),
          ...(value === 'inbox' ? { count: unread } : {}),
        }))}
        value={part}
        onChange={(tab) => setSearch({ tab }, { replace: true })}
      >
        <div className={styles.part}>{PARTS[part]}</div>
      </Tabs>
    </Page>
  )
}
