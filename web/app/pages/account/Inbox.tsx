import { useTranslation } from 'react-i18next'
import { api, ask } from '@/api/client'
import { words } from '@/api/errors'
import { markRead } from '@/components/NotificationsBell'
import { useInboxStore } from '@/live/inbox'
import { Button } from '@/ui/Button'
import { EmptyState } from '@/ui/EmptyState'
import { Time } from '@/ui/Figures'
import { Bell } from '@/ui/icons'
import { Panel } from '@/ui/Panel'
import { say } from '@/ui/Toast'
import { classes } from '@/util/classes'
import styles from './Account.module.css'

/** Every message, newest first; pressing one marks it as read. */
export function Inbox() {
  const { t } = useTranslation('account')
  const { messages, unread } = useInboxStore()
  const markAll = async () => {
    try {
      await ask(api.POST('/api/v1/notifications/read', { body: {} }))
      useInboxStore.push({ kind: 'allRead' })
    } catch (thrown) {
      say({ tone: 'bad', title: words(thrown, t) })
    }
  }
  return (
    <Panel
      title={t('inbox.title')}
      about={t('inbox.about')}
      flush
      end={
        unread > 0 && (
          <Button size="sm" onClick={() => void markAll()}>
            {t('inbox.markAll')}
          </Button>
        )
      }
    >
      {messages.length === 0 ? (
        <EmptyState
          icon={<Bell size={28} />}
          title={t('inbox.empty')}
          text={t('inbox.emptyText')}
        />
      ) : (
        <ul>
          {messages.map((message) => (
            <li key={message.id} className={styles.message}>
              <button type="button" onClick={() => void markRead(message)}>
                <span className={classes(styles.dot, message.read && styles.read)}>
                  {!message.read && <span className="hidden-visually">{t('inbox.unread')}</span>}
                </span>
                <span className={styles.words}>
                  <strong>{message.title}</strong>
                  <span>{message.text}</span>
                </span>
                <small>
                  <Time at={message.at} />
                </small>
              </button>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
