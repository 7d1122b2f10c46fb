import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { meQuery } from '@/api/queries'
import { useMay } from '@/api/roles'
import { Loaded } from '@/components/Loaded'
import { Page } from '@/layouts/Page'
import { EmptyState } from '@/ui/EmptyState'
import { Pulse } from '@/ui/icons'
import { Panel } from '@/ui/Panel'
import { Tabs } from '@/ui/Tabs'
import { writtenTime } from '@/util/time'
import { AuditTrail } from './AuditTrail'
import { Feeds } from './Feeds'
import { systemQuery } from './queries'
import { Services } from './Services'
import { Settings } from './Settings'

const PARTS = {
  services: <Services />,
  feeds: <Feeds />,
  audit: <AuditTrail />,
  settings: <Settings />,
} satisfies Record<string, ReactNode>

type Part = keyof typeof PARTS
const NAMES = Object.keys(PARTS) as Part[]

/** For those who run the desk. The part is in the address. */
export default function SystemPage() {
  const { t } = useTranslation('system')
  const me = useQuery(meQuery)
  const may = useMay('AUDIT')
  return (
    <Page title={t('title')} lead={t('lead')} end={may && <Seen />}>
      <Loaded query={me}>{() => (may ? <Parts /> : <Closed />)}</Loaded>
    </Page>
  )
}

function Parts() {
  const { t } = useTranslation('system')
  const [search, setSearch] = useSearchParams()
  const asked = search.get('tab')
  const part = NAMES.find((name) => name === asked) ?? 'services'
  return (
    <>
      <Tabs
        label={t('tabs.label')}
        tabs={NAMES.map((value) => ({ value, label: t(`tabs.${value}`) }))}
        value={part}
        onChange={(tab) => setSearch({ tab }, { replace: true })}
      />
      {PARTS[part]}
    </>
  )
}

function Seen() {
  const { t, i18n } = useTranslation('system')
  const report = useQuery(systemQuery)
  return report.data ? (
    <small>{t('seen', { at: writtenTime(report.data.at, 'time', i18n.language) })}</small>
  ) : null
}

function Closed() {
  const { t } = useTranslation('system')
  return (
    <Panel>
      <EmptyState icon={<Pulse size={28} />} title={t('closed.title')} text={t('closed.text')} />
    </Panel>
  )
}
