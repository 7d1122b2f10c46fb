import { useTranslation } from 'react-i18next'
import { Link, Navigate, useSearchParams } from 'react-router'
import { logIn, useSession } from '@/api/session'
import { CredentialsForm } from '@/forms/CredentialsForm'
import { Front } from '@/layouts/Front'
import { paths, safeNext } from '@/util/path-builder'

export default function LoginPage() {
  const { t } = useTranslation('session')
  const phase = useSession((state) => state.phase)
  const [search] = useSearchParams()
  const next = search.get('next')
  if (phase === 'in') return <Navigate to={safeNext(next)} replace />
  return (
    <Front
      title={t('signIn')}
      lead={next === null ? t('signInLead') : t('over')}
      foot={
        <>
          {t('noAccount')} <Link to={paths.register()}>{t('register')}</Link>
        </>
      }
    >
      <CredentialsForm isNew={false} send={logIn} />
    </Front>
  )
}
