import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { KillForm } from '@/forms/KillForm'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { Stop } from '@/ui/icons'
import { KillProgress } from './KillProgress'
import { useActiveKill } from './kills'

/** Stops all trading of the account. Stands in the market's header, 32 px high. */
export function KillSwitch({ account }: { account: string | null }) {
  const { t } = useTranslation(['desk', 'common'])
  const [open, setOpen] = useState(false)
  const kill = useActiveKill(account)
  if (account === null) return null
  return (
    <>
      <Button
        kind="danger"
        icon={<Stop size={16} />}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        {t(
          kill === null
            ? 'kill.button'
            : kill.state === 'RUNNING'
              ? 'kill.stopping'
              : 'kill.stopped',
        )}
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={t('kill.title')}
        closeLabel={t('common:close')}
        size="md"
      >
        {kill === null ? <KillForm account={account} /> : <KillProgress kill={kill} />}
      </Dialog>
    </>
  )
}
