import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { api, ask } from '@/api/client'
import { useInboxStore } from '@/live/inbox'
import type { Message } from '@/live/shapes'
import { EmptyState } from '@/ui/EmptyState'
import { Time } from '@/ui/Figures'
import { Bell } from '@/ui/icons'
import { Menu } from '@/ui/Menu'
import { classes } from '@/util/classes'
import { paths } from '@/util/path-builder'
import styles from './NotificationsBell.module.css'

const SHOWN_MAX = 6

/** The newest messages, and how many are unread. */
export function NotificationsBell() {
  const { t } = useTranslation()
  const { messages, unread } = useInboxStore()
  return (
    <Menu
      label={`${t('bell.open')}, ${t('bell.unread', { count: unread })}`}
      face={
        <span className={styles.face}>
          <Bell size={17} />
          {unread > 0 && <span className={styles.count}>{unread > 99 ? '99+' : unread}</span>}
        </span>
      }
    >
      {(close) => (
        <div className={styles.box}>
          {messages.length === 0 && <EmptyState small title={t('bell.empty')} />}
          <ul>
            {messages.slice(0, SHOWN_MAX).map((message) => (
              <li key={message.id} className={classes(styles.message, !message.read && styles.new)}>
                <button type="button" onClick={() => void markRead(message)}>
                  <strong>{message.title}</strong>
                  <span>{message.text}</span>
                  <small>
                    <Time at={message.at} look="ago" />
                  </small>
                </button>
              </li>
            ))}
          </ul>
          <Link className={styles.all} to={paths.account('inbox')} onClick={close}>
            {t('bell.all')}
          </Link>
        </div>
      )}
    </Menu>
  )
}

/** Shown as read at once; the server's answer is only waited for by the server. */
export async function markRead(message: Message): Promise<void> {
  if (message.read) return
  useInboxStore.push({ kind: 'read', id: message.id })
  await ask(
    api.POST('/api/v1/notifications/{id}/read', { params: { path: { id: message.id } }, body: {} }),
  ).catch(() => undefined)
}
