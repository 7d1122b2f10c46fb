import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, type Schema } from '@/api/client'
import { words } from '@/api/errors'
import { accountsQuery, venueKeysQuery } from '@/api/queries'
import { Loaded } from '@/components/Loaded'
import { VenueKeyForm } from '@/forms/VenueKeyForm'
import { Badge } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { EmptyState } from '@/ui/EmptyState'
import { Time } from '@/ui/Figures'
import { Key, Plus } from '@/ui/icons'
import { Panel } from '@/ui/Panel'
import { Table, type Column } from '@/ui/Table'
import { say } from '@/ui/Toast'
import { Explained } from '@/ui/Tooltip'
import styles from './Account.module.css'

type VenueKey = Schema<'VenueKey'>

/** The keys with what the venue lets them do; a new one is asked about before it is stored. */
export function VenueKeys() {
  const { t } = useTranslation(['account', 'common'])
  const keys = useQuery(venueKeysQuery)
  const [adding, setAdding] = useState(false)
  const [leaving, setLeaving] = useState<VenueKey | null>(null)
  const columns = useColumns(setLeaving)
  const add = (
    <Button kind="primary" icon={<Plus />} onClick={() => setAdding(true)}>
      {t('keys.add')}
    </Button>
  )
  return (
    <Panel title={t('keys.title')} about={t('keys.about')} end={add} flush>
      <Loaded query={keys}>
        {(data) => (
          <Table
            label={t('keys.title')}
            columns={columns}
            rows={data.keys}
            rowKey={(key) => key.id}
            rowClass={(key) => key.revoked && styles.gone}
            empty={
              <EmptyState
                icon={<Key size={28} />}
                title={t('keys.empty')}
                text={t('keys.emptyText')}
                action={add}
              />
            }
          />
        )}
      </Loaded>
      <Dialog
        open={adding}
        onClose={() => setAdding(false)}
        title={t('keys.add')}
        closeLabel={t('common:close')}
      >
        <VenueKeyForm onDone={() => setAdding(false)} />
      </Dialog>
      {leaving && <ForgetKey venueKey={leaving} onClose={() => setLeaving(null)} />}
    </Panel>
  )
}

function useColumns(onForget: (key: VenueKey) => void): Column<VenueKey>[] {
  const { t } = useTranslation(['account', 'common'])
  return [
    {
      key: 'label',
      head: t('keys.label'),
      cell: (key) => (
        <span className={styles.labelled}>
          <strong>{key.label}</strong>
          <small>
            {key.venue} <code>…{key.keyHint}</code>
          </small>
        </span>
      ),
    },
    {
      key: 'rights',
      head: <Explained tip={t('keys.rightsWhy')}>{t('keys.rights')}</Explained>,
      cell: (key) => <Rights venueKey={key} />,
    },
    { key: 'account', head: t('keys.account'), wideOnly: true, cell: (key) => key.accountUid },
    {
      key: 'added',
      head: t('keys.added'),
      wideOnly: true,
      cell: (key) => <Time at={key.storedAt} look="date" />,
    },
    {
      key: 'actions',
      head: '',
      align: 'end',
      cell: (key) =>
        !key.revoked && (
          <span className={styles.actions}>
            <OpenAccount venueKey={key} />
            <Button size="sm" kind="danger" onClick={() => onForget(key)}>
              {t('keys.revoke')}
            </Button>
          </span>
        ),
    },
  ]
}

function Rights({ venueKey }: { venueKey: VenueKey }) {
  const { t } = useTranslation(['account', 'common'])
  if (venueKey.revoked) return <Badge>{t('keys.revoked')}</Badge>
  return (
    <span className={styles.badges}>
      <Badge tone="info">{t('keys.read')}</Badge>
      {venueKey.canTrade ? (
        <Badge tone="good">{t('keys.trade')}</Badge>
      ) : (
        <Badge>{t('keys.noTrade')}</Badge>
      )}
      <Badge>{t('keys.noWithdraw')}</Badge>
    </span>
  )
}

/** A key that may trade has an account, or a button that opens one. */
function OpenAccount({ venueKey }: { venueKey: VenueKey }) {
  const { t } = useTranslation(['account', 'common'])
  const client = useQueryClient()
  const accounts = useQuery(accountsQuery)
  const opening = useMutation({
    mutationFn: () =>
      ask(api.POST('/api/v1/trading/accounts', { body: { venueKey: venueKey.id } })),
    onSuccess: () => {
      say({ tone: 'good', title: t('keys.opened'), text: t('keys.openedText') })
      return client.invalidateQueries({ queryKey: accountsQuery.queryKey })
    },
    onError: (thrown) => say({ tone: 'bad', title: words(thrown, t) }),
  })
  if (!venueKey.canTrade || accounts.data === undefined) return null
  if (accounts.data.accounts.some((account) => account.venueKey === venueKey.id)) {
    return (
      <Badge tone="good" dot>
        {t('keys.trading')}
      </Badge>
    )
  }
  return (
    <Button size="sm" busy={opening.isPending} onClick={() => opening.mutate()}>
      {t('keys.open')}
    </Button>
  )
}

function ForgetKey({ venueKey, onClose }: { venueKey: VenueKey; onClose: () => void }) {
  const { t } = useTranslation(['account', 'common'])
  const client = useQueryClient()
  const forgetting = useMutation({
    mutationFn: () =>
      ask(api.DELETE('/api/v1/venue-keys/{key}', { params: { path: { key: venueKey.id } } })),
    onSuccess: () => {
      say({ tone: 'good', title: t('keys.revokedDone') })
      onClose()
      return client.invalidateQueries({ queryKey: venueKeysQuery.queryKey })
    },
    onError: (thrown) => say({ tone: 'bad', title: words(thrown, t) }),
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('keys.revokeTitle')}
      closeLabel={t('common:close')}
      actions={
        <>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button kind="danger" busy={forgetting.isPending} onClick={() => forgetting.mutate()}>
            {t('keys.revoke')}
          </Button>
        </>
      }
    >
      <p className={styles.named}>
        {venueKey.label} · {venueKey.venue} · …{venueKey.keyHint}
      </p>
      <p>{t('keys.revokeText')}</p>
    </Dialog>
  )
}
