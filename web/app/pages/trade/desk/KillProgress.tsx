import { useTranslation } from 'react-i18next'
import { LiftKillForm } from '@/forms/LiftKillForm'
import { Badge } from '@/ui/Badge'
import { Notice } from '@/ui/EmptyState'
import { Time } from '@/ui/Figures'
import { written } from '@/util/decimal'
import styles from './Kill.module.css'
import { KillSteps, type StepWords } from './KillSteps'
import { stepsOf, type AccountReport, type Kill } from './kills'

/** How far a use of the kill switch has come, account by account, and the way back. */
export function KillProgress({ kill }: { kill: Kill }) {
  const { t } = useTranslation('desk')
  const { state } = kill
  return (
    <div className={styles.progress} aria-live="polite">
      {state === 'DONE' && <Notice tone="good" title={t('kill.doneTitle')} />}
      {state === 'FAILED' && (
        <Notice tone="bad" title={t('kill.failedTitle')}>
          {t('kill.failedText')}
        </Notice>
      )}
      <p className={styles.by}>
        {t('kill.by', { person: kill.by, why: kill.why })} · <Time at={kill.startedAt} look="ago" />
      </p>
      {kill.accounts.map((report) => (
        <Report key={report.account} report={report} />
      ))}
      <LiftKillForm kill={kill} />
    </div>
  )
}

function Report({ report }: { report: AccountReport }) {
  const { t } = useTranslation(['desk', 'ticket'])
  const { step, attempt, cancelled, closed, left, deadMan, words, venue } = report
  const texts: Partial<Record<StepWords['key'], string>> = {
    CANCEL: cancelled.length > 0 ? t('kill.cancelled', { count: cancelled.length }) : '',
    FLATTEN: closed
      .map((each) =>
        t('kill.closedPosition', {
          side: t(each.side === 'BUY' ? 'ticket:buy' : 'ticket:sell'),
          filled: written(each.filled),
          symbol: each.symbol,
        }),
      )
      .join(', '),
    ARM: deadMan === 'NOT_YET' ? '' : t(`kill.deadMan.${deadMan}`),
  }
  const isOver = step === 'DONE' || step === 'FAILED'
  return (
    <section className={styles.report} aria-label={venue}>
      <header>
        <strong>{venue}</strong>
        <Badge tone={step === 'DONE' ? 'good' : step === 'FAILED' ? 'bad' : 'warn'}>
          {isOver ? t(`kill.${step}`) : t('kill.running', { attempt })}
        </Badge>
      </header>
      <KillSteps
        steps={stepsOf(report).map((each) => ({
          key: each.step,
          state: each.state,
          text: texts[each.step] ?? '',
        }))}
      />
      {left.length > 0 && (
        <p className={styles.left}>
          {t('kill.left')}: {left.join(', ')}
        </p>
      )}
      {words !== '' && <p className={styles.by}>{words}</p>}
    </section>
  )
}
