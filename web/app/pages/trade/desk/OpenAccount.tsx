import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { api, ask } from '@/api/client'
import { words } from '@/api/errors'
import { accountsQuery, venueKeysQuery } from '@/api/queries'
import { Loaded } from '@/components/Loaded'
import { Button } from '@/ui/Button'
import { EmptyState } from '@/ui/EmptyState'
import { Key } from '@/ui/icons'
import { say } from '@/ui/Toast'
import { paths } from '@/util/path-builder'
import styles from './Ticket.module.css'

/** In place of the ticket where the person has no account: first a key, then an account over it. */
export function OpenAccount({ venue }: { venue: string }) {
  const { t } = useTranslation('ticket')
  const known = useQuery(accountsQuery)
  const keys = useQuery(venueKeysQuery)
  const navigate = useNavigate()
  const add = (
    <Button kind="primary" onClick={() => void navigate(paths.account('keys'))}>
      {t('open.addKey')}
    </Button>
  )
  return (
    <section className={styles.open} aria-label={t('open.title')}>
      <Loaded query={known}>
        {() => (
          <Loaded query={keys}>
            {({ keys: all }) => {
              const here = all.filter((key) => key.venue === venue && !key.revoked)
              const good = here.find((key) => key.canTrade)
              return (
                <EmptyState
                  icon={<Key size={28} />}
                  title={t('open.title')}
                  text={
                    good
                      ? t('open.hasKey', { label: good.label, venue })
                      : t(here.length > 0 ? 'open.noTrade' : 'open.noKey', { venue })
                  }
                  action={good ? <OpenButton venueKey={good.id} /> : add}
                />
              )
            }}
          </Loaded>
        )}
      </Loaded>
    </section>
  )
}

function OpenButton({ venueKey }: { venueKey: string }) {
  const { t } = useTranslation('ticket')
  const client = useQueryClient()
  const opening = useMutation({
    mutationFn: () => ask(api.POST('/api/v1/trading/accounts', { body: { venueKey } })),
    onSuccess: () => {
      say({ tone: 'good', title: t('open.opened'), text: t('open.openedText') })
      return client.invalidateQueries({ queryKey: accountsQuery.queryKey })
    },
    onError: (thrown) => say({ tone: 'bad', title: words(thrown, t) }),
  })
  return (
    <Button kind="primary" busy={opening.isPending} onClick={() => opening.mutate()}>
      {t('open.open')}
    </Button>
  )
}
