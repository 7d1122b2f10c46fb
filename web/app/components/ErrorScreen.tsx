import { Component, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { isRouteErrorResponse, Link, useRouteError } from 'react-router'
import { Button } from '@/ui/Button'
import { EmptyState } from '@/ui/EmptyState'
import { Alert, Search } from '@/ui/icons'
import { paths } from '@/util/path-builder'

/** A page that failed; the way on stands on it. */
export function ErrorScreen() {
  const thrown = useRouteError()
  return isRouteErrorResponse(thrown) && thrown.status === 404 ? <Missing /> : <Broken />
}

export function Missing() {
  const { t } = useTranslation()
  return (
    <main id="content">
      <EmptyState
        icon={<Search size={36} />}
        title={t('missing.title')}
        text={t('missing.text')}
        action={<Link to={paths.home()}>{t('missing.home')}</Link>}
      />
    </main>
  )
}

export function Broken({ again }: { again?: () => void }) {
  const { t } = useTranslation()
  return (
    <div role="alert">
      <EmptyState
        icon={<Alert size={32} />}
        title={t('broken.title')}
        text={t('broken.text')}
        action={
          <Button onClick={again ?? (() => location.reload())}>
            {again ? t('retry') : t('broken.reload')}
          </Button>
        }
      />
    </div>
  )
}

/** Around a part of a page: when it fails, the rest goes on. */
export class Contained extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override render() {
    if (!this.state.failed) return this.props.children
    return <Broken again={() => this.setState({ failed: false })} />
  }
}
