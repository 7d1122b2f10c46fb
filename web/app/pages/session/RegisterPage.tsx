import { useTranslation } from 'react-i18next'
import { Link, Navigate } from 'react-router'
import { api, ask } from '@/api/client'
import { logIn, useSession } from '@/api/session'
import { CredentialsForm } from '@/forms/CredentialsForm'
import { Front } from '@/layouts/Front'
import { paths } from '@/util/path-builder'

export default function RegisterPage() {
  const { t, i18n } = useTranslation('session')
  const phase = useSession((state) => state.phase)
  // Whoever is new has no venue key yet, and nothing can be seen without one.
  if (phase === 'in') return <Navigate to={paths.account('keys')} replace />
  const register = async (login: string, password: string) => {
    const language = i18n.language === 'zh' ? 'ZH' : 'EN'
    await ask(api.POST('/api/v1/auth/register', { body: { login, password, language } }))
    await logIn(login, password)
  }
  return (
    <Front
      title={t('register')}
      lead={t('registerLead')}
      foot={
        <>
          {t('haveAccount')} <Link to={paths.login()}>{t('signIn')}</Link>
        </>
      }
    >
      <CredentialsForm isNew send={register} />
    </Front>
  )
}
