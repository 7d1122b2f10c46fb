import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/Button'
import { Notice } from '@/ui/EmptyState'
import { Field } from '@/ui/Field'
import styles from './CredentialsForm.module.css'
import { useForm } from './useForm'

/** Name and password, to sign in with or to register. */
export function CredentialsForm(props: {
  isNew: boolean
  send: (login: string, password: string) => Promise<void>
}) {
  const { isNew, send } = props
  const { t } = useTranslation('session')
  const [shown, setShown] = useState(false)
  const form = useForm({
    initial: { login: '', password: '' },
    check: ({ login, password }) => ({
      ...(login === '' && { login: t('missing') }),
      ...(password === '' && { password: t('missing') }),
    }),
    send: ({ login, password }) => send(login, password),
  })
  return (
    <form className={styles.form} onSubmit={form.submit} noValidate>
      <Field
        label={t('login')}
        name="login"
        autoComplete="username"
        autoCapitalize="none"
        hint={isNew ? t('loginHint') : undefined}
        value={form.values.login}
        error={form.error('login')}
        onChange={(event) => form.set('login', event.target.value)}
      />
      <Field
        label={t('password')}
        name="password"
        type={shown ? 'text' : 'password'}
        autoComplete={isNew ? 'new-password' : 'current-password'}
        hint={isNew ? t('passwordHint') : undefined}
        value={form.values.password}
        error={form.error('password')}
        onChange={(event) => form.set('password', event.target.value)}
        trail={
          <button type="button" className={styles.show} onClick={() => setShown(!shown)}>
            {t(shown ? 'hide' : 'show')}
          </button>
        }
      />
      {form.formError !== null && <Notice tone="bad">{form.formError}</Notice>}
      <Button kind="primary" size="lg" type="submit" wide busy={form.busy}>
        {t(isNew ? 'register' : 'signIn')}
      </Button>
    </form>
  )
}
