import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, ask, type Schema } from '@/api/client'
import { words } from '@/api/errors'
import { sessionsQuery } from '@/api/queries'
import { Loaded } from '@/components/Loaded'
import { Badge } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { Time } from '@/ui/Figures'
import { Panel } from '@/ui/Panel'
import { Table, type Column } from '@/ui/Table'
import { say } from '@/ui/Toast'
import { browserOf } from '@/util/agent'
import styles from './Account.module.css'

type Session = Schema<'Session'>

/** Where the person is signed in, and a button that ends it. */
export function Sessions() {
  const { t } = useTranslation('account')
  const client = useQueryClient()
  const sessions = useQuery(sessionsQuery)
  const ending = useMutation({
    mutationFn: (session: string) =>
      ask(api.DELETE('/api/v1/sessions/{session}', { params: { path: { session } } })),
    onSuccess: () => {
      say({ tone: 'good', title: t('sessions.ended') })
      return client.invalidateQueries({ queryKey: sessionsQuery.queryKey })
    },
    onError: (thrown) => say({ tone: 'bad', title: words(thrown, t) }),
  })
  const columns: Column<Session>[] = [
    {
      key: 'device',
      head: t('sessions.device'),
      cell: (session) => (
        <span className={styles.badges} title={session.agent}>
          <strong>{browserOf(session.agent) ?? t('sessions.unknown')}</strong>
          {session.current && <Badge tone="accent">{t('sessions.current')}</Badge>}
        </span>
      ),
    },
    {
      key: 'used',
      head: t('sessions.used'),
      cell: (session) => <Time at={session.lastUsedAt} look="ago" />,
    },
    {
      key: 'started',
      head: t('sessions.started'),
      wideOnly: true,
      cell: (session) => <Time at={session.startedAt} />,
    },
    {
      key: 'ends',
      head: t('sessions.ends'),
      wideOnly: true,
      cell: (session) => <Time at={session.endsAt} look="date" />,
    },
    {
      key: 'end',
      head: '',
      align: 'end',
      cell: (session) =>
        !session.current && (
          <Button
            size="sm"
            kind="danger"
            busy={ending.isPending && ending.variables === session.session}
            onClick={() => ending.mutate(session.session)}
          >
            {t('sessions.end')}
          </Button>
        ),
    },
  ]
  return (
    <Panel title={t('sessions.title')} about={t('sessions.about')} flush>
      <Loaded query={sessions}>
        {(data) => (
          <Table
            label={t('sessions.title')}
            columns={columns}
            rows={data.sessions}
            rowKey={(session) => session.session}
          />
        )}
      </Loaded>
    </Panel>
  )
}
